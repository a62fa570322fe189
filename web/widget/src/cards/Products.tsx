import type { ProductCard } from "@prosa/shared";
import { Actions } from "../Actions";
import { useHref, useLocale } from "../context";

interface ProductsProps {
  products: readonly ProductCard[];
  onSay(text: string): void;
}

/** Products side by side; one alone takes the whole width. */
export function Products({ products, onSay }: ProductsProps) {
  const { t } = useLocale();
  return (
    <ul
      className={products.length === 1 ? "products alone" : "products"}
      aria-label={t("product.list")}
    >
      {products.map((product) => (
        <li key={product.id}>
          <Product product={product} onSay={onSay} />
        </li>
      ))}
    </ul>
  );
}

const FEATURES_SHOWN = 3;

function Product({ product, onSay }: { product: ProductCard; onSay(text: string): void }) {
  const locale = useLocale();
  const href = useHref();
  const image = href(product.image);
  const link = href(product.link);
  const { features = [], actions = [], availability } = product;
  return (
    <article className="card product">
      {image !== null && (
        <img src={image} alt="" loading="lazy" onError={(event) => event.currentTarget.remove()} />
      )}
      <div className="body">
        <p className="brand">{product.brand}</p>
        <h3>
          {link === null ? (
            product.name
          ) : (
            <a href={link} target="_blank" rel="noopener noreferrer">
              {product.name}
            </a>
          )}
        </h3>
        <Price price={product.price} before={product.old_price} />
        <p className={`availability ${availability}`}>{locale.t(`product.${availability}`)}</p>
        {features.length > 0 && (
          <ul className="features">
            {features.slice(0, FEATURES_SHOWN).map((feature) => (
              <li key={feature}>{feature}</li>
            ))}
          </ul>
        )}
        {actions.length > 0 && <Actions actions={actions} onSay={onSay} />}
      </div>
    </article>
  );
}

/** What it costs, and what it cost before. */
function Price({ price, before }: { price: number; before: number | null | undefined }) {
  const locale = useLocale();
  const now = locale.money(price);
  if (before == null) return <p className="price">{now}</p>;
  return (
    <p className="price">
      <s>
        <span className="hidden">{locale.t("product.was")} </span>
        {locale.money(before)}
      </s>{" "}
      <span className="hidden">{locale.t("product.now")} </span>
      {now}
    </p>
  );
}
