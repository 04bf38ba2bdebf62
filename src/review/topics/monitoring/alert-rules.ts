import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import {
  asArray,
  asObject,
  block,
  type Json,
  jsonIn,
  type JsonObject,
  text,
} from "../../../terraform/stack-json";
import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
} from "../../../terraform/environment-plan";
import { type Edit, type ResourceChange } from "../../change";
import { firstAndMore, fromTo, type Phrase } from "../../stages/phrase";
import { sentencesOf, type Words } from "../named";
import { type Change, type Effect, resultsByKey, type Topic, type TopicLine } from "../topic";
import { durationSeconds, firingOf } from "./firing";
import { hasOnly, isObjectOf, objectsIn } from "./objects-in";

const { effect } = sentencesOf("Alert rules");

const RULE_KINDS = ["PrometheusRule"];

/**
 * Rules of alerts: those that no longer fire, or that fire later.
 *
 * Source: Prometheus documentation, "Alerting rules" and "Recording rules" (read 2026-11-22).
 */
export const alertRulesTopic: Topic = {
  title: "Alert rules",
  lines: (change) => {
    const [old, now] = [monitoringRules(change.before), monitoringRules(change.after)];
    return joined([
      ...[...old].flatMap(([key, rule]) => (now.has(key) ? [] : effectOf(lostName(rule, change), rule))),
      ...[...now].flatMap(([key, rule]) => (old.has(key) ? [] : effectOf("new", rule))),
      ...[...now].flatMap(([key, rule]) => {
        const was = old.get(key);
        return was ? editEffects(was, rule, change) : [];
      }),
    ]);
  },
  judgesBlock: (resource) => hasOnly(resource, RULE_KINDS),
  judgesEdit: isInRules,
};

interface RuleEffect {
  readonly rule: PromRule;
  readonly effect: Effect;
}

const effectOf = (name: Parameters<typeof effect>[0], rule: PromRule, words?: Words): RuleEffect => ({
  rule,
  effect: effect(name, rule.resource, words),
});

/** One line for all rules with the same effect, also of several layers. */
const joined = (effects: readonly RuleEffect[]): TopicLine[] =>
  resultsByKey(
    effects,
    ({ effect: { level, text } }) => JSON.stringify([level, text([])]),
    ({ effect: { text, ...line } }, same) => {
      const names = same.map(({ rule: { name, holder } }) => `${name} of ${holder}`);
      return { ...line, text: text(firstAndMore(names)) };
    },
  );

/** The sentence on a removed rule. It is harmless if its model is removed, too. */
function lostName({ rule, isAlert }: PromRule, { before, after }: Change) {
  const model = text(asObject(rule["labels"])["model"]);
  if (model !== undefined && hasService(before, model) && !hasService(after, model))
    return "of a removed model";
  return isAlert ? "alert removed" : "series removed";
}

const hasService = (plan: EnvironmentPlan, name: string): boolean => namesIn(plan).services.has(name);

const namesIn = memoizePerPlan((plan: EnvironmentPlan) => {
  const names = (type: "kubernetes_service_v1" | "kubernetes_namespace_v1"): ReadonlySet<unknown> =>
    new Set(plan.resources(type).map(({ config }) => block(config.metadata)["name"]));
  return { services: names("kubernetes_service_v1"), namespaces: names("kubernetes_namespace_v1") };
});

function editEffects(was: PromRule, is: PromRule, change: Change): RuleEffect[] {
  const keys = [...new Set([...Object.keys(was.rule), ...Object.keys(is.rule)])];
  return keys.flatMap((key) => {
    const [before, after] = [was.rule[key], is.rule[key]];
    if (isDeepStrictEqual(before, after)) return [];
    const found = key === "labels" ? labelDifferences(before, after) : [{ path: key, before, after }];
    return found.map((each) => {
      const kind: Phrase = [is.isAlert ? "alert" : "series"];
      const words = { kind, path: each.path, change: shown(each), later: laterText(each) };
      return effectOf(isWeaker(is, each, change) ? "weaker" : "other", is, words);
    });
  });
}

interface Difference {
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

function labelDifferences(before: Json | undefined, after: Json | undefined): Difference[] {
  const [old, now] = [asObject(before), asObject(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .map((key) => ({ path: `labels.${key}`, before: old[key], after: now[key] }))
    .filter((each) => each.before !== each.after);
}

/** Texts of annotations differ for each alert, so that the line does not have them. */
const shown = ({ path, before, after }: Difference): Phrase =>
  path === "annotations" ? ["differ"] : fromTo({ path, before, after });

const laterText = ({ path, before, after }: Difference): string => {
  const later =
    path === "expr" ? firingOf(String(before), String(after)) === "later" : isLonger(before, after);
  return later && /^(expr|for)$/.test(path) ? ": it fires later, or no longer" : "";
};

/** Whether an alert may fire later, or reach nobody, or whether a recorded series is another one. */
function isWeaker({ isAlert }: PromRule, { path, before, after }: Difference, change: Change): boolean {
  if (path === "annotations") return false;
  if (path === "for") return isLonger(before, after);
  if (path === "labels.severity") return after !== "critical";
  if (path !== "expr" || typeof before !== "string" || typeof after !== "string") return true;
  if (isAlert && firingOf(before, after) === "earlier") return false;
  return !watchesTheRest(before, after, change);
}

const isLonger = (before: Json | undefined, after: Json | undefined): boolean => {
  const [old, now] = [durationSeconds(text(before)), durationSeconds(text(after))];
  return old === undefined || now === undefined || now > old;
};

/** Alternatives of namespaces in a selector. */
const NAMESPACES = /namespace=~"([^"]*)"/g;

/** Whether an expression watches all namespaces that it watched, but for those that are removed with it. */
function watchesTheRest(before: string, after: string, change: Change): boolean {
  if (before.replace(NAMESPACES, "") !== after.replace(NAMESPACES, "")) return false;
  const [old, now] = [before, after].map((expression) =>
    [...expression.matchAll(NAMESPACES)].flatMap(([, names = ""]) => names.split("|")),
  );
  const lost = (old ?? []).filter((name) => !now?.includes(name));
  return lost.every((name) => hasNamespace(change.before, name) && !hasNamespace(change.after, name));
}

const hasNamespace = (plan: EnvironmentPlan, name: string): boolean => namesIn(plan).namespaces.has(name);

/** An edit of a rule, of an object of rules, or of the order of rules, in a place where `monitoringRules` reads rules. */
function isInRules(changed: ResourceChange, edit: Edit): boolean {
  if (isObjectOf(edit, RULE_KINDS)) return true;
  if (!IN_RULES.test(edit.path)) return false;
  if (changed.type !== "kubernetes_config_map_v1")
    return JSON.stringify(changed.after ?? {}).includes("PrometheusRule");
  const files = [changed.before, changed.after].flatMap((config) =>
    Object.entries(asObject(config?.["data"])).filter(([file]) => edit.path.startsWith(`data.${file}.`)),
  );
  return files.length > 0 && files.every(([, content]) => isRulesFile(content));
}

const IN_RULES =
  /^(values(\[\d+\])?\.resources(\[PrometheusRule [^\]]*\])?\.spec|manifest\.spec|data\..+)\.groups(\[[^\]]*\])?\.rules(\[|\.|$)/;

/** A rule of Prometheus: an alert, or a series that it records. */
interface PromRule {
  readonly resource: PlannedResource;
  readonly name: string;
  readonly isAlert: boolean;
  /** Name of the object that has the rule: a PrometheusRule, or a file of a ConfigMap. */
  readonly holder: string;
  readonly rule: JsonObject;
}

/** Rules by a key that identifies the same rule on the other side: its holder, its name, and its place among those of one name. */
const monitoringRules = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, PromRule> => {
  const found = new Map<string, PromRule>();
  for (const each of [...inObjects(plan), ...inFiles(plan)]) {
    let nth = 0;
    const keyAt = (at: number): string => JSON.stringify([each.holder, each.name, at]);
    while (found.has(keyAt(nth))) nth += 1;
    found.set(keyAt(nth), each);
  }
  return found;
});

const inObjects = (plan: EnvironmentPlan): PromRule[] =>
  objectsIn(plan, RULE_KINDS).flatMap(({ resource, name, spec }) => inGroups(resource, name, spec));

/** Whether `monitoringRules` reads the content of a file. */
const isRulesFile = (content: Json | undefined): content is string =>
  typeof content === "string" && /\balert\b|\brecord\b/.test(content);

/** Rules in files of ConfigMaps, as Prometheus reads them. */
const inFiles = (plan: EnvironmentPlan): PromRule[] =>
  plan.resources("kubernetes_config_map_v1").flatMap((resource) =>
    Object.entries(asObject(resource.config["data"])).flatMap(([file, content]) => {
      return isRulesFile(content) ? inGroups(resource, file, asObject(parsed(content))) : [];
    }),
  );

function parsed(content: string): Json {
  try {
    return jsonIn(content) ?? (parse(content) as Json);
  } catch {
    return null;
  }
}

const inGroups = (resource: PlannedResource, holder: string, { groups = [] }: JsonObject): PromRule[] =>
  asArray(groups).flatMap((group) =>
    asArray(asObject(group)["rules"])
      .map(asObject)
      .map((rule): PromRule => {
        const alert = text(rule["alert"]);
        return {
          resource,
          name: alert ?? text(rule["record"]) ?? "",
          isAlert: alert !== undefined,
          holder,
          rule,
        };
      }),
  );
