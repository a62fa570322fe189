/** What the shop's server says about its products. */
import type { ProductCard } from "@prosa/shared";

/** The most wanted products. Throws when the server does not answer with a list. */
export async function fetchProducts(limit: number): Promise<ProductCard[]> {
  const response = await fetch(`/shop/products?limit=${limit}`, {
    headers: { Accept: "application/json" },
  });
  if (!response.ok) throw new Error(`products: HTTP ${response.status}`);
  const products: unknown = await response.json();
  if (!Array.isArray(products)) throw new Error("products: not a list");
  return products as ProductCard[];
}
