/** A product of the front page, as an element. */
import type { ProductCard } from "@prosa/shared";

const MONEY = new Intl.NumberFormat("pt-BR", { style: "currency", currency: "BRL" });
/** The shop's terms: see the articles on Pix and on instalments. */
const PIX_DISCOUNT = 0.05;
const INSTALMENTS = 10;
const SMALLEST_INSTALMENT = 30;

export function productCard(product: ProductCard): HTMLLIElement {
  const item = document.createElement("li");
  const link = element("a", "card");
  link.href = product.link ?? "#";
  link.append(
    picture(product),
    element("p", "maker", product.brand),
    element("h3", "", product.name),
  );
  link.append(...prices(product));
  item.append(link);
  return item;
}

function picture(product: ProductCard): HTMLImageElement {
  const image = element("img", "");
  image.src = product.image ?? `/shop/images/${encodeURIComponent(product.category)}.svg`;
  image.alt = "";
  image.loading = "lazy";
  image.width = 240;
  image.height = 180;
  return image;
}

function prices({ price, old_price: before }: ProductCard): HTMLElement[] {
  const now = element("p", "price", MONEY.format(price));
  if (before != null) now.prepend(element("s", "", MONEY.format(before)), " ");
  const pix = MONEY.format(price * (1 - PIX_DISCOUNT));
  return [now, element("p", "terms", `${pix} no Pix${instalments(price)}`)];
}

/** " ou 10x de R$ 29,99", as many as the smallest instalment allows. */
function instalments(amount: number): string {
  const times = Math.min(INSTALMENTS, Math.floor(amount / SMALLEST_INSTALMENT));
  return times < 2 ? "" : ` ou ${times}x de ${MONEY.format(amount / times)}`;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  text = "",
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  if (text !== "") made.textContent = text;
  return made;
}
