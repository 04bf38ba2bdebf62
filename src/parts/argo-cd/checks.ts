import { type Application, projectOf } from "./model/applications";
import { READ_KINDS, resourceTypeOf } from "./model/manifest-blocks";
import { modelProblems } from "./checks/manifest-models";
import { type Manifest, manifestName, namespaceIn, planWithManifests } from "./model/manifests";
import { block, text } from "../../terraform/stack-json";
import { pulledImages } from "../../infrastructure/kubernetes-images";
import { repeated } from "../../base/lists";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { CHECKS } from "../../checks/all";
import { type Check, type CheckContext, ruleOf } from "../../checks/check";
import { shownMessage } from "../../checks/shown-message";
import { type Result } from "../../checks/run";
import TEXTS from "./checks/texts.json";

/**
 * Checks of what the stacks add: the order of a removal and of readiness gates, labels, alerts, the entry, which a model of a
 * repository needs for a path only, and network policies, which `git-model-policies` judges. All others judge an object in a
 * repository as one of the stacks.
 */
const OF_STACKS =
  /^(teardown-.+|common-labels|readiness-gates|alert-coverage|entry-backend|network-policy-paths)$/;

const APPLIED_CHECKS = CHECKS.filter(({ id }) => !OF_STACKS.test(id));

const SOURCE = "docs/decisions/0060-argo-cd.md";

const KSERVE_GROUP = "serving.kserve.io";

const WITHOUT_KSERVE =
  "the controller of KServe writes its Deployment, Service and autoscaler with rights in every namespace, and no check reads them; write the model to models of the file, with kind: kserve";

/** Checks of manifests alone. They find nothing in a stack. */
const MANIFEST_CHECKS = {
  kinds: {
    ...ruleOf(TEXTS, "manifest-kinds"),
    source: SOURCE,
    run: () => [],
  },
  namespace: {
    ...ruleOf(TEXTS, "manifest-namespace"),
    source: SOURCE,
    run: () => [],
  },
  names: {
    ...ruleOf(TEXTS, "manifest-names"),
    source: SOURCE,
    run: () => [],
  },
  services: {
    ...ruleOf(TEXTS, "manifest-services"),
    source: SOURCE,
    run: () => [],
  },
  models: {
    ...ruleOf(TEXTS, "manifest-models"),
    run: () => [],
  },
} as const satisfies Record<string, Check>;

/** Checks that judge manifests. */
export const JUDGING: readonly Check[] = [...Object.values(MANIFEST_CHECKS), ...APPLIED_CHECKS];

/** A finding of a manifest. Its address is its kind and name. */
export interface ManifestResult extends Result {
  readonly manifest: Manifest;
}

/**
 * Judges a render of the folder of an Application as if Terraform created its objects. `tick` is called after each check, since the
 * checks block the process.
 */
export function judgeManifests(
  plan: EnvironmentPlan,
  application: Application,
  manifests: readonly Manifest[],
  context: CheckContext,
  tick?: () => void,
): ManifestResult[] {
  const { namespace } = application.destination;
  const judged = planWithManifests(plan, manifests, namespace);
  const applied = APPLIED_CHECKS.flatMap((check) => {
    const findings = check.run(judged.plan, context);
    tick?.();
    return findings.flatMap(({ address, message, fix, isNotice = false }) => {
      const manifest = judged.byAddress.get(address);
      const result = manifest && resultOf(plan, check, manifest, message, fix);
      return result ? [{ ...result, ...(isNotice ? { isNotice } : {}) }] : [];
    });
  });
  const ofModels = modelProblems(judged, namespace, manifests).map(({ manifest, message }) =>
    resultOf(plan, MANIFEST_CHECKS.models, manifest, message),
  );
  return [...ownResults(plan, application, manifests), ...ofModels, ...applied];
}

/** Images of the pods in a render. */
export function imagesOf(
  plan: EnvironmentPlan,
  application: Application,
  manifests: readonly Manifest[],
): string[] {
  const judged = planWithManifests(plan, manifests, application.destination.namespace);
  return pulledImages(judged.plan).flatMap(({ resource, image }) =>
    judged.byAddress.has(resource.address) ? [image.text] : [],
  );
}

function ownResults(
  plan: EnvironmentPlan,
  application: Application,
  manifests: readonly Manifest[],
): ManifestResult[] {
  const { namespace } = application.destination;
  const allowed = projectOf(plan, application)?.kinds ?? [];
  const twice = new Set(repeated(manifests.map(manifestName)));
  const problem = (key: keyof typeof MANIFEST_CHECKS, manifest: Manifest, message: string): ManifestResult =>
    resultOf(plan, MANIFEST_CHECKS[key], manifest, message);
  return manifests.flatMap((manifest) => {
    const { object } = manifest;
    const [version, kind] = [text(object["apiVersion"]) ?? "(none)", text(object["kind"]) ?? "(none)"];
    const group = version.includes("/") ? version.slice(0, version.indexOf("/")) : "";
    const isAllowed = allowed.some((each) => each.kind === kind && each.group === group);
    const type = text(block(object["spec"])["type"]);
    const other = namespaceIn(manifest);
    return [
      ...(isAllowed
        ? []
        : [
            problem(
              "kinds",
              manifest,
              group === KSERVE_GROUP
                ? `the project allows no ${kind}: ${WITHOUT_KSERVE}`
                : `the project allows no ${kind} of ${version}, but ${allowed.map((each) => each.kind).join(", ")}`,
            ),
          ]),
      ...(isAllowed && resourceTypeOf(object) === undefined
        ? [problem("kinds", manifest, `no check reads ${version} ${kind}, but ${READ_KINDS.join(", ")}`)]
        : []),
      ...(other === undefined || other === namespace
        ? []
        : [problem("namespace", manifest, `its namespace is ${other}, expected ${namespace} or none`)]),
      ...(twice.has(manifestName(manifest))
        ? [problem("names", manifest, "another object has the same kind and name")]
        : []),
      ...(kind === "Service" && type !== undefined && type !== "ClusterIP"
        ? [problem("services", manifest, `its type is ${type}, expected ClusterIP`)]
        : []),
    ];
  });
}

const resultOf = (
  { name: environment }: EnvironmentPlan,
  check: Check,
  manifest: Manifest,
  message: string,
  fix?: string,
): ManifestResult => ({
  environment,
  check,
  layer: "models",
  address: manifestName(manifest),
  message: shownMessage(message),
  manifest,
  ...(fix === undefined ? {} : { fix }),
});
