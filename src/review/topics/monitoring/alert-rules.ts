import { isDeepStrictEqual } from "node:util";
import { asObject, block, type Json, text } from "../../../terraform/stack-json";
import { type EnvironmentPlan, memoizePerPlan } from "../../../terraform/environment-plan";
import { type Edit, type ResourceChange } from "../../change";
import { firstAndMore, fromTo, type Phrase, say } from "../../stages/phrase";
import { type Change, lineAt, resultsByKey, type Topic, type TopicLine } from "../topic";
import { durationSeconds, firingOf } from "./firing";
import { hasOnly, isObjectOf } from "./objects-in";
import { isRulesFile, monitoringRules, type PromRule, RULE_KINDS } from "./rule-facts";

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
      ...[...old].flatMap(([key, rule]) => (now.has(key) ? [] : lostEffect(rule, change))),
      ...[...now].flatMap(([key, rule]): Effect[] =>
        old.has(key) ? [] : [{ rule, level: "info", text: (names) => say`new rule: ${names}` }],
      ),
      ...[...now].flatMap(([key, rule]) => {
        const was = old.get(key);
        return was ? editEffects(was, rule, change) : [];
      }),
    ]);
  },
  judgesBlock: (resource) => hasOnly(resource, RULE_KINDS),
  judgesEdit: isInRules,
};

/** An effect on a rule, in a sentence that holds for other rules, too. */
interface Effect {
  readonly rule: PromRule;
  readonly level: TopicLine["level"];
  readonly text: (names: Phrase) => Phrase;
}

/** One line for all rules with the same effect. */
const joined = (effects: readonly Effect[]): TopicLine[] =>
  resultsByKey(
    effects,
    ({ level, text }) => JSON.stringify([level, text([])]),
    ({ level, rule, text }, same) => {
      const names = same.map(({ rule: { name, holder } }) => `${name} of ${holder}`);
      return lineAt(level, rule.resource, text(firstAndMore(names)));
    },
  );

/** A removed rule. It is harmless if its model is removed, too. */
function lostEffect(rule: PromRule, { before, after }: Change): Effect {
  const model = text(asObject(rule.rule["labels"])["model"]);
  if (model !== undefined && hasService(before, model) && !hasService(after, model)) {
    return { rule, level: "info", text: (names) => say`alerts of removed models end: ${names}` };
  }
  return {
    rule,
    level: "attention",
    text: rule.isAlert
      ? (names) => say`an alert no longer fires, since its rule is removed: ${names}`
      : (names) => say`a series is no longer recorded: ${names}`,
  };
}

const hasService = (plan: EnvironmentPlan, name: string): boolean => namesIn(plan).services.has(name);

const namesIn = memoizePerPlan((plan: EnvironmentPlan) => {
  const names = (type: "kubernetes_service_v1" | "kubernetes_namespace_v1"): ReadonlySet<unknown> =>
    new Set(plan.resources(type).map(({ config }) => block(config.metadata)["name"]));
  return { services: names("kubernetes_service_v1"), namespaces: names("kubernetes_namespace_v1") };
});

function editEffects(was: PromRule, is: PromRule, change: Change): Effect[] {
  const keys = [...new Set([...Object.keys(was.rule), ...Object.keys(is.rule)])];
  return keys.flatMap((key): Effect[] => {
    const [before, after] = [was.rule[key], is.rule[key]];
    if (isDeepStrictEqual(before, after)) return [];
    const found = key === "labels" ? labelDifferences(before, after) : [{ path: key, before, after }];
    return found.map((each) => ({
      rule: is,
      level: isWeaker(is, each, change) ? "attention" : "info",
      text: (names) => say`alert ${names}: ${each.path} ${shown(each)}${laterText(each)}`,
    }));
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
