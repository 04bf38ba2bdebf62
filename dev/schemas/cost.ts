import { z } from "../../src/base/zod";
import { capacity } from "./capacity";
import { formatVersion, isoDate } from "./shared";

const monthly = (min: string, max: string) =>
  z.strictObject({ min: z.number().describe(min), max: z.number().describe(max) });

const total = {
  monthly: monthly("USD a month", "USD a month").nullable().describe("as for the environment"),
  complete: z.boolean().describe("as for the environment"),
};

const stackName = z.string().describe("name of the stack");

const factor = z.strictObject({
  unit: z.string().describe("unit, in the singular"),
  min: z.number().describe("least amount"),
  max: z.number().describe("greatest amount"),
});

const price = z.strictObject({
  usd: z.number().describe("USD"),
  per: z.string().describe("unit that it buys"),
  source: z.string().describe("source of the price"),
  read: isoDate.describe("day on which the source was read, or day of an own price, ISO date"),
  confirmed: z.boolean().describe("false for a price from one source only, or derived from others"),
  origin: z
    .enum(["own", "region", "other"])
    .describe(
      "`own`: from the environment's file; `region`: of its region; `other`: of the nearest region with a price",
    ),
  region: z.string().describe("region that the price is of"),
});

const line = z.strictObject({
  stack: stackName,
  address: z.string().describe("address of the resource"),
  item: z.string().describe("billed item; the same text for all resources of a kind"),
  billedAs: z.string().describe("service on the bill"),
  monthly: monthly("the least", "the most").nullable().describe("USD a month; null without a price"),
  counted: z.boolean().describe("false for existing resources, which are on another bill"),
  formula: z.string().describe("factors and price in words, or the reason for a missing price"),
  factors: z.array(factor).describe("factors of the price"),
  price: price.nullable().describe("null without a price"),
  assumption: z.string().describe("assumption of the formula"),
  switchedBy: z.string().nullable().describe("Terraform variable that turns it on and off, or null"),
});

const demo = z.strictObject({
  variable: z.string().describe("the variable"),
  complete: z.boolean().describe("as for the environment"),
  monthly: z
    .array(
      z.strictObject({
        hoursADay: z.number().describe("hours a day with the variable set to true"),
        usd: z.number().describe("USD a month"),
      }),
    )
    .describe("empty without a price"),
});

const usdAGb = z.number().describe("USD for each GB");

const comparison = z.strictObject({
  endpointCount: z.int().describe("number of interface endpoints"),
  zones: z.int().describe("number of their zones"),
  endpoints: z
    .strictObject({ usdAMonth: z.number().describe("USD a month without traffic"), usdAGb })
    .describe("cost of the endpoints"),
  nat: z
    .array(
      z.strictObject({
        gateways: z.int().describe("number of gateways"),
        isThere: z.boolean().describe("whether the environment has them already"),
        usdAMonth: z
          .number()
          .describe("USD a month without traffic, public addresses included; 0 for gateways that exist"),
        usdAGb: z.number().describe("USD for each GB, cross-zone traffic included"),
        breakEvenGb: z
          .number()
          .nullable()
          .describe("GB a month from which the endpoints cost less; null if never"),
      }),
    )
    .describe("one gateway, and one for each zone; or the existing gateways"),
  pricesOf: z.array(z.string()).describe("other regions whose prices it has, where the region has none"),
});

const alarm = z.strictObject({
  stack: stackName,
  address: z.string().describe("address of the alarm"),
  name: z.string().describe("name of the alarm"),
  service: z.string().nullable().describe("service that it watches; null for the whole bill"),
  thresholdUsd: z
    .number()
    .nullable()
    .describe("USD a month that trigger it; null where the value is known after apply"),
  exceeded: z.boolean().describe("true where the least estimate reaches the threshold"),
  estimated: z.strictObject(total).describe("estimate of what the alarm watches in this environment"),
});

const environment = z
  .strictObject({
    environment: z.string().describe("its name"),
    region: z.string().describe("its region; empty where no provider names one"),
    monthly: monthly(
      "USD a month with the minimum replicas and the nodes that they need, and switches off",
      "USD a month with the most nodes and pods, and switches on",
    )
      .nullable()
      .describe("sum of the counted lines with a price; null if no line has one"),
    complete: z.boolean().describe("false where a counted line has no price, or the price of another region"),
    stacks: z
      .array(z.strictObject({ stack: stackName, ...total }))
      .describe("the same for each stack with lines"),
    lines: z.array(line).describe("one billed item of one resource"),
    demos: z.array(demo).describe("hourly cost that a variable turns on"),
    natOrEndpoints: comparison
      .nullable()
      .describe("NAT compared with interface endpoints; null without endpoints, or without a price"),
    alarms: z.array(alarm).describe("billing alarms and the estimates that they watch"),
    capacity: z.array(capacity).describe("capacity and unit cost of one model"),
    offHours: z
      .strictObject({
        hoursAWeek: z
          .strictObject({
            min: z.number().describe("of the node group that rests least"),
            max: z.number().describe("of the node group that rests most"),
          })
          .describe("hours at rest, of 168 hours a week"),
        saved: monthly("USD a month, with the fewest nodes", "USD a month, with the most nodes")
          .nullable()
          .describe("savings by schedules that stop nodes; null where a price is unknown"),
        unread: z
          .array(z.string())
          .describe("node groups whose schedules cannot be read, which are counted as always on"),
      })
      .nullable()
      .describe("effect of schedules that stop nodes; null without any"),
    notCounted: z.array(z.string()).describe("further items of the bill, in words"),
  })
  .describe("one environment");

/** `private-eks-inference cost --json` */
export const costSchema = z.strictObject({
  formatVersion: formatVersion("cost"),
  currency: z.literal("USD").describe("`USD`"),
  pricesOf: isoDate.describe("day of the newest price, ISO date"),
  assumptions: z
    .strictObject({
      today: isoDate.describe("day that support calendars are compared with, ISO date"),
      hours: z.number().describe("hours of operation"),
      gb: z.number().describe("GB a month on each traffic path"),
      logGb: z.number().describe("GB a month into each log group"),
    })
    .describe("assumptions of all estimates"),
  environments: z.array(environment).describe("one environment"),
});
