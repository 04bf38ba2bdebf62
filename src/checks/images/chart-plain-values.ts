import { CHART_FACTS } from "../../evidence/charts";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { type Json, type JsonObject, asObject } from "../../terraform/stack-json";
import { type Check, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const chartPlainValues: Check = {
  ...ruleOf(TEXTS, "chart-plain-values"),
  run: (plan) =>
    helmReleasesOf(plan).flatMap(({ resource, chart, values }) =>
      (CHART_FACTS[chart]?.plainValues ?? []).flatMap((path) =>
        textsBelow(valueAt(values, path), path)
          .filter(({ text }) => NOT_PLAIN.test(text))
          .map(({ at: place, text }) => ({
            ...at(resource),
            message: `chart ${chart} prints ${place} without quotes, and ${JSON.stringify(text)} is not plain text in YAML`,
          })),
      ),
    ),
};

/** A colon before white space or at the end, a comment, or a line break. */
const NOT_PLAIN = /:(?:\s|$)|\s#|[\r\n]/;

const valueAt = (values: JsonObject, path: string): Json | undefined =>
  path.split(".").reduce<Json | undefined>((value, key) => asObject(value)[key], values);

/** Texts of a value, a list or a mapping, with the keys of mappings, which charts print too. */
function textsBelow(value: Json | undefined, place: string): { at: string; text: string }[] {
  if (typeof value === "string") return [{ at: place, text: value }];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(Array.isArray(value) ? [] : [{ at: `the key ${place}.${key}`, text: key }]),
    ...textsBelow(item, `${place}.${key}`),
  ]);
}
