"""The bare echo speaks enough of the protocol to be measured by the same tool."""

from prosa.bench.run import Plan, measure
from prosa.bench.servers import echo


async def test_the_same_run_on_the_echo_hears_frames_of_the_same_sizes():
    with echo((200, 150, 1200)) as server:
        measured = await measure(server, Plan(sockets=5, rate=20, seconds=1), lambda _: lambda _: None)
    count = len(measured.said)
    assert measured.sizes["message"] == (count, 200)
    assert measured.sizes["accepted"] == (count, 150)
    assert measured.sizes["response"] == (count, 1200)
    assert measured.still_waiting == 0 and all(said.answers == 1 for said in measured.said)
    assert measured.server_cpu is not None and measured.server_cpu.postgres == 0
