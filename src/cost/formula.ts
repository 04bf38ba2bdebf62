import { type Price } from "../facts/prices";
import { type Total } from "./estimate";
import { type CostLine, type Extent, type Factor } from "./line";
import { counted, plural } from "../base/counted";

/** Decimals of the smallest price. */
const SMALLEST_PRICE_DIGITS = 6;

/** The formula of a line: `2 zones × 730 h × 0.013 USD per zone-hour`. */
export function formulaOf({ factors, price, unknown }: CostLine): string {
  const known =
    price && `${shownNumber(price.usd, SMALLEST_PRICE_DIGITS)} USD per ${price.per}${originText(price)}`;
  const terms = [...factors.map(factorText), ...(known === undefined ? [] : [known])].join(" × ");
  return known === undefined ? [terms, unknown].filter((part) => part !== "").join("; ") : terms;
}

/** The source of a price, where it is not a confirmed price of the region. */
function originText({ origin, region, confirmed }: Price): string {
  if (origin === "own") return " (own price)";
  if (origin === "other") return ` (price of ${region})`;
  return confirmed ? "" : " (unconfirmed)";
}

const factorText = ({ min, max, unit }: Factor): string =>
  min === max
    ? `${shownNumber(min, 3)} ${min === 1 ? unit : plural(unit)}`
    : `${shownNumber(min, 3)} to ${shownNumber(max, 3)} ${plural(unit)}`;

const shownNumber = (amount: number, digits: number): string => String(Number(amount.toFixed(digits)));

/** USD with cents; half a cent is rounded up, also if its binary representation is slightly below. */
export const usdText = (usd: number): string => (Math.round(usd * 100 + 1e-6) / 100).toFixed(2);

/** USD with cents and a sign; an amount below half a cent is no change, and has no minus. */
export const signedUsdText = (usd: number): string =>
  `${usdText(usd) === usdText(0) || usd > 0 ? "+" : "-"}${usdText(Math.abs(usd))}`;

/** `12.30 USD`, or `12.30 to 24.60 USD`. */
export const usdRangeText = ({ min, max }: Extent): string =>
  usdText(min) === usdText(max) ? `${usdText(min)} USD` : `${usdText(min)} to ${usdText(max)} USD`;

/** A monthly total. It is marked where lines have no price, or the price of another region. */
export function totalText({ usd, unpriced, elsewhere, isKnown, isComplete }: Total): string {
  const missing = lines(unpriced.length, "no price");
  if (!isKnown) return `unknown; ${missing}`;
  const known = `${usdRangeText(usd)} a month`;
  if (isComplete) return known;
  if (elsewhere.length === 0) return `at least ${known}; ${missing}`;
  const regions = [...new Set(elsewhere.flatMap(({ price }) => price?.region ?? []))].sort().join(", ");
  const estimated = lines(elsewhere.length, `${elsewhere.length === 1 ? "a price" : "prices"} of ${regions}`);
  return `about ${known}, incomplete: ${[estimated, ...(unpriced.length > 0 ? [missing] : [])].join("; ")}`;
}

const lines = (count: number, what: string): string =>
  `${counted(count, "line")} ${count === 1 ? "has" : "have"} ${what}`;
