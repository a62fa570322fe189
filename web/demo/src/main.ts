/** The front page's few moving parts: products from the server, and buttons that open the chat. */
import { productCard } from "./productCard";
import { fetchProducts } from "./products";

declare global {
  interface Window {
    /** Put there by the widget. */
    Prosa?: { open(): void; close(): void };
  }
}

async function showProducts(): Promise<void> {
  const list = document.querySelector("#ofertas-lista");
  const note = document.querySelector("#ofertas-aviso");
  if (list === null || note === null) return;
  try {
    const products = await fetchProducts(8);
    list.replaceChildren(...products.map(productCard));
    note.textContent = products.length === 0 ? "A vitrine está sendo montada. Volte já já." : "";
  } catch {
    note.textContent =
      "A vitrine não abriu agora. Recarregue a página, ou pergunte no atendimento.";
  }
}

/** Buttons that open the chat stay hidden where it did not load. */
function offerChat(): void {
  if (window.Prosa === undefined) return;
  for (const button of document.querySelectorAll<HTMLElement>("[data-open-chat]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.Prosa?.open());
  }
}

void showProducts();
addEventListener("load", offerChat);
