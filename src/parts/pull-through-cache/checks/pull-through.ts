import { covers } from "../../../infrastructure/identity-patterns";
import { type Role, rolesOf } from "../../../infrastructure/identity-roles";
import { CHART_FACTS } from "../../../evidence/charts";
import {
  IMPORT_PERMISSION,
  PULL_THROUGH_REGISTRIES,
  PULL_THROUGH_SECRETS,
} from "../facts/pull-through-registries";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../../../checks/check";
import { cachedImage, type PullThroughRule, pullThroughRules } from "../model";
import { groupBy } from "../../../base/group-by";
import { text } from "../../../terraform/stack-json";
import { helmReleasesOf } from "../../../infrastructure/kubernetes-releases";
import { pulledImages } from "../../../infrastructure/kubernetes-images";
import TEXTS from "./texts.json";

export const pullThrough: Check = {
  ...ruleOf(TEXTS, "pull-through"),
  run: (plan) => [...rules(plan), ...images(plan), ...roles(plan)],
};

function rules(plan: EnvironmentPlan): Finding[] {
  const byPrefix = groupBy(pullThroughRules(plan), ({ prefix }) => prefix);
  return pullThroughRules(plan).flatMap((rule) =>
    [
      ...upstreamProblems(rule),
      ...((byPrefix.get(rule.prefix)?.length ?? 0) > 1
        ? [`its prefix ${rule.prefix} is that of another rule, and a registry has one for each prefix`]
        : []),
      ...(isUsed(plan, rule)
        ? []
        : [
            `no image of the stacks is under ${rule.prefix}, so public images come in under a name of this account without a use`,
          ]),
    ].map((message) => ({ ...at(rule.resource), message })),
  );
}

const isUsed = (plan: EnvironmentPlan, rule: PullThroughRule): boolean =>
  pulledImages(plan).some(({ image }) => cachedImage(plan, image)?.rule === rule);

function upstreamProblems({ upstream, resource }: PullThroughRule): string[] {
  const registry = PULL_THROUGH_REGISTRIES.find(({ host }) => host === upstream);
  if (!registry) return [`its upstream registry is ${upstream}, expected one of ${SUPPORTED}`];
  if (!registry.needsSecret) return [];
  const secret = text(resource.config.credential_arn);
  return secret?.includes(`:secret:${PULL_THROUGH_SECRETS}`)
    ? []
    : [
        `${upstream} needs a secret whose name begins with ${PULL_THROUGH_SECRETS}, and credential_arn is ${secret ?? "missing"}`,
      ];
}

const SUPPORTED = PULL_THROUGH_REGISTRIES.map(({ host }) => host).join(", ");

/** Images of charts with facts are copied from where the authors publish them. */
function images(plan: EnvironmentPlan): Finding[] {
  const charts = new Map<PlannedResource, string>(
    helmReleasesOf(plan).map(({ resource, chart }) => [resource, chart]),
  );
  return pulledImages(plan).flatMap(({ resource, where, image }) => {
    const facts = CHART_FACTS[charts.get(resource) ?? ""];
    const cached = cachedImage(plan, image);
    if (!facts || !cached) return [];
    if (facts.images.some(({ repository }) => repository === cached.source)) return [];
    return [
      {
        ...at(resource),
        message: `${where} is copied from ${cached.source}, which its authors do not publish; expected ${facts.images.map(({ repository }) => repository).join(" or ")}`,
      },
    ];
  });
}

/** Charts run on nodes: Fargate profiles select namespaces of models. */
function roles(plan: EnvironmentPlan): Finding[] {
  if (!pulledImages(plan).some(({ image }) => cachedImage(plan, image))) return [];
  const ofNodes = new Set(
    plan
      .resources("aws_eks_node_group")
      .flatMap((group) => rolesOf(plan).of(inLayer(group, group.config.node_role_arn)) ?? []),
  );
  return [...ofNodes]
    .filter((role) => !mayImport(role))
    .map((role) => ({
      ...at(role.resource),
      message: `does not permit ${IMPORT_PERMISSION.action}, so no image is copied at its first pull`,
    }));
}

const mayImport = ({ managed, statements }: Role): boolean =>
  IMPORT_PERMISSION.policies.some((policy) => managed.some((arn) => arn.endsWith(`:aws:policy/${policy}`))) ||
  statements.some(
    ({ effect, actions }) =>
      effect === "Allow" && actions.some((action) => covers(action, IMPORT_PERMISSION.action)),
  );
