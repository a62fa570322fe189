from concurrent.futures import ThreadPoolExecutor

from prosa.language.stems import stems_of

WORDS = ["vendem", "vendemos", "entregas", "entregar", "garantia"] * 200


def test_forms_of_a_word_have_one_stem_in_the_order_of_the_words():
    sell, we_sell, warranty = stems_of(["vendem", "vendemos", "garantia"])
    assert sell == we_sell != warranty


def test_threads_do_not_disturb_each_other():
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(stems_of, [WORDS] * 16))
    assert all(each == stems_of(WORDS) for each in found)
