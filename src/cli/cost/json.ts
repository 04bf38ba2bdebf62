import { PRICES_OF } from "../../facts/prices";
import { type Total, totalOf } from "../../cost/estimate";
import { formulaOf } from "../../cost/formula";
import { type Assumptions, type CostLine, type Extent, usdOf } from "../../cost/line";
import { type EndpointCosts, type WayCost } from "../../cost/nat-or-endpoints";
import { type OffHours } from "../../parts/off-hours/cost";
import { LAYERS, stackName } from "../../base/layers";
import { capacityJson } from "./capacity-json";
import { type Report } from "../../reports/report";

/** Estimates for `--json`. */
export function costJson(reports: readonly Report[], { today, hours, gb, logGb }: Assumptions) {
  return {
    currency: "USD",
    pricesOf: PRICES_OF,
    assumptions: { today, hours, gb, logGb },
    environments: reports.map(environmentJson),
  };
}

function environmentJson({ estimate, demos, comparison, budgets, capacity, offHours }: Report) {
  const { environment, region, lines, notCounted } = estimate;
  return {
    environment,
    region,
    ...totalJson(totalOf(lines)),
    stacks: LAYERS.flatMap((layer) => {
      const own = lines.filter((line) => line.layer === layer);
      if (own.length === 0) return [];
      return [{ stack: stackName(environment, layer), ...totalJson(totalOf(own)) }];
    }),
    lines: lines.map((line) => lineJson(environment, line)),
    demos: demos.map(({ variable, total, usd }) => ({
      variable,
      complete: total.isComplete,
      monthly: usd.map(({ hoursADay, usd: amount }) => ({ hoursADay, usd: rounded(amount) })),
    })),
    natOrEndpoints: comparison === undefined ? null : comparisonJson(comparison),
    alarms: budgets.map(({ alarm, estimated, exceeded }) => ({
      stack: stackName(environment, alarm.resource.layer),
      address: alarm.resource.address,
      name: alarm.name,
      service: alarm.service ?? null,
      thresholdUsd: alarm.threshold ?? null,
      exceeded,
      estimated: totalJson(estimated),
    })),
    capacity: capacityJson(capacity),
    offHours: offHours === undefined ? null : offHoursJson(offHours),
    notCounted,
  };
}

const offHoursJson = ({ hoursAWeek, saved, unread }: OffHours) => ({
  hoursAWeek,
  saved: saved === undefined ? null : rangeJson(saved),
  unread,
});

function comparisonJson({ endpointCount, zones, endpoints, nat, pricesOf }: EndpointCosts) {
  const wayJson = ({ usdAMonth, usdAGb }: WayCost) => ({
    usdAMonth: rounded(usdAMonth),
    usdAGb: rounded(usdAGb),
  });
  return {
    endpointCount,
    zones,
    endpoints: wayJson(endpoints),
    nat: nat.map((way) => ({
      gateways: way.gateways,
      isThere: way.isThere,
      ...wayJson(way),
      breakEvenGb: Number.isFinite(way.breakEvenGb) ? Math.ceil(way.breakEvenGb) : null,
    })),
    pricesOf,
  };
}

const totalJson = ({ usd, isKnown, isComplete }: Total) => ({
  monthly: isKnown ? rangeJson(usd) : null,
  complete: isComplete,
});

function lineJson(environment: string, line: CostLine) {
  const usd = usdOf(line);
  return {
    stack: stackName(environment, line.layer),
    address: line.address,
    item: line.item,
    billedAs: line.billedAs,
    monthly: usd === undefined ? null : rangeJson(usd),
    counted: !line.found,
    formula: formulaOf(line),
    factors: line.factors.map(({ unit, min, max }) => ({ unit, min, max })),
    price: line.price ?? null,
    assumption: line.assumption,
    switchedBy: line.switchedBy ?? null,
  };
}

const rangeJson = ({ min, max }: Extent): Extent => ({ min: rounded(min), max: rounded(max) });

/** Rounds to a hundredth of a cent. */
const rounded = (usd: number): number => Math.round(usd * 10_000) / 10_000;
