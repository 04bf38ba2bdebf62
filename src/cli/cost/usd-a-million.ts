import { type ModelLoad } from "../../cost/load-level";
import { type Rates } from "../../infrastructure/stated";

/** USD for a million requests at what the pods serve; undefined without a price, or if they serve nothing. */
export const usdAMillion = ({ cost, served }: ModelLoad): number | undefined =>
  cost && served ? (cost.usd / (served * SECONDS_AN_HOUR)) * 1_000_000 : undefined;

/** USD for a million tokens of answers; undefined also where their number is not stated. */
export function usdAMillionTokens(load: ModelLoad, rates: Rates | undefined): number | undefined {
  const requests = usdAMillion(load);
  return requests !== undefined && rates?.answerTokens !== undefined
    ? requests / rates.answerTokens
    : undefined;
}

const SECONDS_AN_HOUR = 3600;
