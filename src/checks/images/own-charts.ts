import { CHART_FACTS } from "../../evidence/charts";
import { heldGrants, statedGrants } from "../../infrastructure/identity-grants";
import { accountKey, rolesOf } from "../../infrastructure/identity-roles";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { counted } from "../../base/counted";
import { at, type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { type Stated } from "../../infrastructure/stated";
import { text } from "../../terraform/stack-json";
import { type HelmRelease, helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { pulledImages, ImageReference } from "../../infrastructure/kubernetes-images";
import { enforcedLevel } from "../../infrastructure/kubernetes-labels";
import { knownText } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

type StatedChart = NonNullable<Stated["charts"]>[number];

export const ownCharts: Check = {
  ...ruleOf(TEXTS, "own-charts"),
  run: (plan, { statedOf }) => {
    const { charts: stated } = statedOf(plan.name);
    if (stated === undefined) return [];
    const others = helmReleasesOf(plan).filter(
      ({ chart, local, resource }) =>
        !local && CHART_FACTS[chart] === undefined && !isOfOwnFile(plan, resource),
    );
    return [
      ...stated.flatMap((chart) => findingsOf(plan, chart)),
      ...others
        .filter(({ chart }) => !stated.some(({ name }) => name === chart))
        .map(({ resource, chart }) => ({
          ...at(resource),
          message: `chart ${chart} is not of the platform, and not in charts of the file`,
        })),
    ];
  },
};

/** Own Terraform files name their releases themselves. */
const isOfOwnFile = (plan: EnvironmentPlan, { layer, address }: HelmRelease["resource"]): boolean =>
  (plan.stack(layer)?.own ?? []).some((block) => block.address === address);

function findingsOf(plan: EnvironmentPlan, chart: StatedChart): Finding[] {
  const releases = helmReleasesOf(plan).filter((each) => each.chart === chart.name);
  const [release] = releases;
  if (!release || releases.length > 1) {
    const message = `chart ${chart.name} of the file has ${counted(releases.length, "release")}, expected one`;
    return [{ layer: "platform", address: "helm_release", message }];
  }
  const problems = [
    ...releaseProblems(plan, release, chart),
    ...levelProblems(plan, release, chart),
    ...imageProblems(plan, release, chart),
    ...roleProblems(plan, chart),
  ];
  return combinedFinding(release.resource, `chart ${chart.name}`, problems);
}

function releaseProblems(
  plan: EnvironmentPlan,
  { resource, namespace }: HelmRelease,
  stated: StatedChart,
): string[] {
  const repository = knownText(plan, inLayer(resource, resource.config.repository)) ?? "none";
  const isMirror = ImageReference.parse(repository.replace(/^oci:\/\//, "")).ecr !== undefined;
  const differs = (what: string, is: string, expected: string): string[] =>
    is === expected ? [] : [`its ${what} is ${is}, and ${expected} in the file`];
  return [
    ...differs("version", text(resource.config.version) ?? "none", stated.version),
    ...differs("namespace", namespace, stated.namespace),
    ...(isMirror ? [] : differs("repository", repository, stated.repository)),
  ];
}

/** A namespace without the label admits every pod. That of the system is not made here. */
function levelProblems(plan: EnvironmentPlan, { namespace }: HelmRelease, stated: StatedChart): string[] {
  const declared = objectsOf(plan).find("namespace", "", namespace);
  const level = enforcedLevel(declared?.labels ?? {}) ?? "privileged";
  return declared === undefined || level === stated.podSecurity
    ? []
    : [`its namespace enforces ${level}, and ${stated.podSecurity} in the file`];
}

/** Each image of the file is in its value, from its registry or a copy in ECR; other images are the owner's in the values. */
function imageProblems(plan: EnvironmentPlan, { resource }: HelmRelease, { images }: StatedChart): string[] {
  const named = pulledImages(plan).filter((image) => image.resource === resource);
  return images.flatMap(({ value, image }) => {
    const found = named.find(({ where }) => where === `value ${value}`);
    if (!found) return [`no value ${value} has the image ${image}`];
    return isImage(found, image) ? [] : [`value ${value} is ${found.image.text}, and ${image} in the file`];
  });
}

function isImage({ image }: { readonly image: ImageReference }, stated: string): boolean {
  const expected = ImageReference.parse(stated);
  if (image.tag !== expected.tag) return false;
  if (image.ecr === undefined) return image.registry === expected.registry && image.path === expected.path;
  return image.isCopyOf({ repository: `${expected.registry}/${expected.path}` });
}

/** The role that its service account assumes has the permissions of the file, and no other. */
function roleProblems(
  plan: EnvironmentPlan,
  { namespace, serviceAccount, permissions }: StatedChart,
): string[] {
  if (serviceAccount === undefined) return [];
  const account = accountKey(namespace, serviceAccount);
  const roles = rolesOf(plan).trusting(account);
  if (roles.length !== 1) return [`expected one role that trusts ${account}, found ${roles.length}`];
  const wanted = new Set(statedGrants(permissions));
  const held = new Set(roles.flatMap((role) => heldGrants(plan, role)));
  return [
    ...[...wanted].filter((each) => !held.has(each)).map((each) => `its role lacks ${each}`),
    ...[...held]
      .filter((each) => !wanted.has(each))
      .map((each) => `its role has ${each}, which the file does not state`),
    ...roles.flatMap(({ managed }) => managed.map((policy) => `its role has the policy ${policy}`)),
  ];
}
