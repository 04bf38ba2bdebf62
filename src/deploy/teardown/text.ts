import { counted } from "../../base/counted";
import { type SurveyedLayer, type SurveyedStep, stepsInOrder } from "./survey";
import { type Item } from "./step";
import { itemLines } from "./texts";
import { NPX } from "../../base/program-name";

/** The dry run of a teardown. */
export function surveyText(environment: string, layers: readonly SurveyedLayer[]): string {
  const lines = [`dry run for ${environment}: nothing is changed`];
  for (const { layer, stack, resources, protected: kept, steps } of layers) {
    lines.push(
      "",
      `${stack}: ${resources === 0 ? "no resources in its state" : counted(resources, "resource")}`,
    );
    const [last] = stepsInOrder(steps).filter(({ moment }) => moment === "after the destroy");
    for (const step of stepsInOrder(steps)) {
      if (step === last) lines.push(...ofTerraform(layer, resources, kept));
      lines.push(...ofStep(step));
    }
    if (last === undefined) lines.push(...ofTerraform(layer, resources, kept));
  }
  lines.push("", `to do this: ${NPX} destroy --environments ${environment} --run`);
  return `${lines.join("\n")}\n`;
}

function ofTerraform(layer: string, resources: number, kept: readonly string[]): string[] {
  if (resources === 0) return [];
  if (layer === "state")
    return ["- moves the state out of its bucket, deletes every version in its buckets, and destroys them"];
  return [
    ...(kept.length > 0
      ? [
          `- prevent_destroy protects ${kept.join(", ")}: a run asks before it destroys anything, or needs --unprotect`,
        ]
      : []),
    `- terraform destroy of ${counted(resources, "resource")}: shows the plan, asks, and applies it`,
  ];
}

function ofStep({ moment, title, why, found, notLookedAt }: SurveyedStep): string[] {
  const state =
    notLookedAt !== undefined
      ? `not looked at: ${notLookedAt}`
      : found.length === 0
        ? "none"
        : `${found.length} found`;
  return [
    `- ${moment}: ${title}: ${state}`,
    ...(found.length > 0 || notLookedAt !== undefined ? [`  ${why}`] : []),
    ...found.flatMap(itemLines),
  ];
}

/** The list of leftovers. */
export const leftoversText = (environment: string, items: readonly Item[]): string =>
  items.length === 0
    ? `nothing is left of ${environment} in layers whose state has no resources\n`
    : `left of ${environment}, in layers whose state has no resources:\n${items.flatMap(itemLines).join("\n")}\n`;
