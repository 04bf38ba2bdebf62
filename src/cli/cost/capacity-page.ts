import Table from "cli-table3";
import pc from "picocolors";
import { gpuOf } from "../../facts/gpus";
import { amountsInWords, RESOURCES } from "../../infrastructure/capacity-amounts";
import { counted } from "../../base/counted";
import { type CapacityCard, type ModelCosts } from "../../cost/capacity-card";
import { type LoadLevel, type ModelLoad } from "../../cost/load-level";
import { usdAMillion, usdAMillionTokens } from "./usd-a-million";
import { type Rates } from "../../infrastructure/stated";
import { type UnitPrice } from "../../cost/unit-prices";

type PodsPerNode = ModelCosts["perNode"][number];

/** Widths of the columns after the first, with their padding. */
const WIDTHS = [22, 32, 14, 14, 22, 14, 18];

/** Capacity of the models of an environment: a row for each, their nodes, and the formulas of the cost. */
export function capacityText(card: CapacityCard): string[] {
  const { models, levels } = card;
  if (models.length === 0) return [];
  const longest = Math.max("model".length, ...models.map(({ workload }) => workload.name.length));
  const table = new Table({
    head: [
      "model",
      "a pod requests",
      "pods on an empty node",
      "replicas",
      "requests/s",
      "at the peak",
      "USD an hour",
      "USD a million requests",
    ],
    colAligns: ["left", "left", "left", "left", "left", "left", "right", "right"],
    colWidths: [longest + 2, ...WIDTHS],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const model of models) table.push(rowOf(model));
  const silent = models.filter(({ rates }) => rates === undefined).map(({ workload }) => workload.name);
  return [
    table.toString(),
    ...levels.flatMap(nodesText),
    ...levels.flatMap((level) => models.flatMap((model) => formulas(model, level))),
    ...(silent.length > 0
      ? [`requests a second of a pod are not given (models[].requestsPerSecond): ${silent.join(", ")}`]
      : []),
  ];
}

function rowOf(model: ModelCosts): string[] {
  const { workload, perNode, onFargate, rates, peak, average } = model;
  const { name, requests, min, max } = workload;
  const million = [`${aMillion(peak)}`, ...(average ? [`${aMillion(average)} at the average`] : [])];
  return [
    name,
    amountsInWords(requests, "requested").join(", "),
    onFargate ? "Fargate: a node for each pod" : perNode.map(perNodeText).join("\n"),
    min === max ? String(min) : `${min} to ${max}`,
    rates
      ? `${rates.perPod} a pod, ${number(rates.perPod * min)} to ${number(rates.perPod * max)}`
      : "not given",
    podsText(peak),
    costText(peak.cost),
    rates ? million.join("\n") : "?",
  ];
}

function perNodeText({ instanceType, pods, gpus: count, limits }: PodsPerNode): string {
  if (pods === undefined) return `${instanceType}: size unknown`;
  const gpu = gpuOf(instanceType);
  const gpus =
    gpu && count
      ? `; ${count} ${gpu.name} with ${Math.floor((gpu.memoryMiB / 1024) * 10) / 10} GiB each`
      : "";
  return `${instanceType}: ${pods}, limited by ${limits.map(limitName).join(" and ")}${gpus}`;
}

const limitName = (limit: PodsPerNode["limits"][number]): string =>
  limit === "pods" ? "number of pods" : RESOURCES[limit].name;

function podsText({ perSecond, wanted, pods }: ModelLoad): string {
  const rate = perSecond === undefined ? "at most: " : `${number(perSecond)}/s: `;
  return pods < wanted
    ? pc.yellow(`${rate}${pods} of ${counted(wanted, "replica")}`)
    : `${rate}${counted(pods, "replica")}`;
}

function nodesText({ name, groups }: LoadLevel): string[] {
  const all = groups.map(
    ({ name: group, nodes, most, instanceTypes }) =>
      `${group} ${nodes} of ${most} ${instanceTypes.join("/")}`,
  );
  return all.length > 0 ? [`nodes at the ${name}: ${all.join(", ")}`] : [];
}

/** The calculation of the pods and of the cost of a model with stated requests. */
function formulas({ workload, rates, average }: ModelCosts, { name, models }: LoadLevel): string[] {
  const load = models.find((each) => each.workload === workload);
  if (!load || !rates || (name === "average" && !average)) return [];
  const { perSecond = 0, wanted, pods, served = 0, shares, cost } = load;
  const need = `${number(perSecond)} requests/s ÷ ${rates.perPod} a pod: ${counted(wanted, "replica")}`;
  const run = pods === wanted ? "" : `, of which ${pods} run and serve ${number(served)} requests/s`;
  const bill = shares.map(
    ({ part, group }) =>
      `${number(part)} of ${counted(group.nodes, "node")} of ${group.name} × ${costText(group.price)} USD an hour`,
  );
  const onFargate =
    shares.length === 0 && cost && pods > 0
      ? [`${counted(pods, "pod")} on Fargate × ${costText({ ...cost, usd: cost.usd / pods })} USD an hour`]
      : [];
  const how = [...bill, ...onFargate].join(" + ");
  if (how === "") return [`${workload.name} at the ${name}: ${need}${run}; without a price`];
  return [
    `${workload.name} at the ${name}: ${need}${run}; ${how} ÷ (${number(served)} × 3600 s) = ${aMillion(load)} USD a million requests${tokens(load, rates)}`,
  ];
}

const tokens = (load: ModelLoad, rates: Rates): string =>
  rates.answerTokens === undefined
    ? ""
    : ` ÷ ${number(rates.answerTokens)} tokens an answer = ${million(usdAMillionTokens(load, rates), load)} USD a million generated tokens`;

const aMillion = (load: ModelLoad): string => million(usdAMillion(load), load);

function million(usd: number | undefined, load: ModelLoad): string {
  return usd === undefined ? "?" : costText({ usd, elsewhere: load.cost?.elsewhere ?? [] });
}

/** An amount below a USD has three digits. A price of another region is marked. */
function costText(price: UnitPrice | undefined): string {
  if (!price) return "?";
  return `${price.elsewhere.length > 0 ? "about " : ""}${price.usd >= 1 ? price.usd.toFixed(2) : Number(price.usd.toPrecision(3))}`;
}

const number = (amount: number): string => String(Number(amount.toFixed(3)));
