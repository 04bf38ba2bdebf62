import { z } from "../../base/zod";
import { PRICE_ITEMS } from "../../facts/items";
import { expects } from "../expects";
import { freeText, instanceType } from "./values";

/** USD for one unit. The highest public price, of a p5 instance, is far below the limit. */
const unitPrice = () => z.number().gt(0).max(1000);

const items = Object.fromEntries(
  Object.entries(PRICE_ITEMS).map(([key, per]) => [
    key,
    unitPrice()
      .optional()
      .describe(`USD per ${per}. Default: the public price of the region, or of the nearest.`),
  ]),
);

export const prices = z
  .strictObject({
    source: freeText(200).describe("Where the prices are from, such as an agreement. Reports show it."),
    asOf: z.iso
      .date(expects("a date such as 2026-11-01", "set the day on which the prices were read"))
      .describe("Day on which the prices were read."),
    instanceHours: z
      .record(instanceType(), unitPrice())
      .default({})
      .describe("USD an hour for a node, by instance type."),
    items: z
      .strictObject(items)
      .default({})
      .describe("USD for other units, by the keys of docs/guide/cost.md."),
  })
  .describe(
    "Your own prices, for cost estimates only: they change nothing in AWS. They replace the public prices of the catalog, which are on demand and without discounts.",
  );
