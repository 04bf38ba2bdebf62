import { type Total } from "./estimate";
import { type CostLine, type Factor, type Range } from "./line";
import { counted, plural } from "../core/counted";

/** Decimals of the smallest price. */
const SMALLEST_PRICE_DIGITS = 6;

/** The formula of a line: `2 zones × 730 h × 0.013 USD per zone-hour`. */
export function formulaOf({ factors, price, unknown }: CostLine): string {
  const known =
    price &&
    `${shownNumber(price.usd, SMALLEST_PRICE_DIGITS)} USD per ${price.per}${price.confirmed ? "" : " (unconfirmed)"}`;
  const terms = [...factors.map(factorText), ...(known === undefined ? [] : [known])].join(" × ");
  return known === undefined ? [terms, unknown].filter((part) => part !== "").join("; ") : terms;
}

const factorText = ({ min, max, unit }: Factor): string =>
  min === max
    ? `${shownNumber(min, 3)} ${min === 1 ? unit : plural(unit)}`
    : `${shownNumber(min, 3)} to ${shownNumber(max, 3)} ${plural(unit)}`;

const shownNumber = (amount: number, digits: number): string => String(Number(amount.toFixed(digits)));

/** USD with cents; half a cent is rounded up, also if its binary representation is slightly below. */
export const usdText = (usd: number): string => (Math.round(usd * 100 + 1e-6) / 100).toFixed(2);

/** `12.30 USD`, or `12.30 to 24.60 USD`. */
export const usdRangeText = ({ min, max }: Range): string =>
  usdText(min) === usdText(max) ? `${usdText(min)} USD` : `${usdText(min)} to ${usdText(max)} USD`;

/** A monthly total, marked as a lower bound if lines have no price. */
export function totalText({ usd, unpriced }: Total): string {
  const known = `${usdRangeText(usd)} a month`;
  if (unpriced.length === 0) return known;
  return `at least ${known}; ${counted(unpriced.length, "line")} ${unpriced.length === 1 ? "has" : "have"} no price`;
}
