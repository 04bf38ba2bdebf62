import { type OutputStack } from "../../terraform/output";
import { EnvironmentPlan } from "../../terraform/environment-plan";
import { type JsonObject, StackJson, asArray, asObject } from "../../terraform/stack-json";
import { escapeTemplates } from "../../terraform/terraform-templates";
import { compareEnvironments } from "../compare-environments";
import { type ReviewLine, type Section } from "../stages/line";
import { say } from "../stages/phrase";
import { TOPICS } from "../topics/all";
import { type TopicLine } from "../topics/topic";
import { type StackPlan } from "./planned-actions";

/**
 * Openings that only plans have, such as by the value of a variable: stacks with the planned values
 * before and after, compared. What the files alone open in an object that a plan creates, they
 * show.
 */
export function plannedOpenings(
  environment: string,
  stacks: readonly OutputStack[],
  plans: readonly StackPlan[],
  known: readonly Section[],
): ReviewLine[] {
  if (plans.length === 0) return [];
  const created = new Set<string>();
  const hidden = new Set<string>();
  const before = stacks.map((each) => planned(each, plans, "before", created));
  const after = stacks.map((each) => planned(each, plans, "after", hidden));
  const planOf = (side: readonly OutputStack[]) => new EnvironmentPlan(environment, side);
  const openingsIn = (to: readonly OutputStack[]): TopicLine[] => {
    const changes = compareEnvironments({ environment, before, after: to });
    const change = { ...changes, before: planOf(before), after: planOf(to) };
    return TOPICS.flatMap((topic) => topic.lines(change)).filter(({ harm = "none" }) => OPENING.test(harm));
  };
  const keyOfLine = (line: ReviewLine) => `${blockOf(line)} ${line.harm}`;
  const files = openingsIn(stacks).filter((line) => created.has(blockOf(line)));
  const knownKeys = new Set([...known.flatMap(({ lines }) => lines), ...files].map(keyOfLine));
  return openingsIn(after)
    .filter((line) => !knownKeys.has(keyOfLine(line)))
    .map(({ level, harm = "none", layer, address, text }) => {
      const shown = hidden.has(blockOf({ layer, address })) ? say`${address} opens by a hidden value` : text;
      return { level, harm, layer, address, text: say`only a plan has it: ${shown}` };
    });
}

const OPENING = /^(full rights|open to everyone|more access|less protection)$/;

const blockOf = ({ layer, address = "" }: Pick<ReviewLine, "layer" | "address">): string =>
  `${layer}/${address.replace(/\[.*/, "")}`;

/**
 * A stack in which each changed object of its plan is a block with its values of one side. Notes those without, or with
 * sensitive ones.
 */
function planned(
  { stack, ...each }: OutputStack,
  plans: readonly StackPlan[],
  side: "before" | "after",
  hidden: Set<string>,
): OutputStack {
  const resource = new Map(Object.entries(asObject(stack.json["resource"])));
  const plan = plans.find(({ layer }) => layer === each.layer)?.plan;
  for (const object of asArray(plan?.["resource_changes"]).map(asObject)) {
    const { [side]: values, [`${side}_sensitive`]: marks, actions } = asObject(object["change"]);
    if (object["mode"] === "data" || object["deposed"] !== undefined || String(actions) === "no-op") continue;
    const [type, address] = [String(object["type"]), String(object["address"])];
    if (side === "before" ? !values : JSON.stringify(marks ?? "").includes("true"))
      hidden.add(blockOf({ layer: each.layer, address }));
    const label = address.replace(`${type}.`, "");
    const names = [label, label.replace(/\[.*/, "")];
    const others = Object.entries(asObject(resource.get(type))).filter(([name]) => !names.includes(name));
    const given = Object.entries(asObject(values)).filter(([, value]) => value !== null);
    const block = JSON.parse(escapeTemplates(JSON.stringify(Object.fromEntries(given)))) as JsonObject;
    resource.set(type, Object.fromEntries(values ? [...others, [label, block]] : others));
  }
  const json = { ...stack.json, resource: Object.fromEntries(resource) };
  return { ...each, stack: new StackJson(stack.name, json) };
}
