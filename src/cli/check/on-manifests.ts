import { applicationsOf } from "../../parts/argo-cd/model";
import { CHECKS } from "../../checks/all";
import { COMPARING, type NotProved } from "../../project/not-proved";
import { type CheckContext } from "../../checks/check";
import { JUDGING, type ManifestResult, imagesOf, judgeManifests } from "../../parts/argo-cd/checks";
import { isBlocking } from "../../checks/run";
import { userError } from "../../base/errors";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { resultsAsJson } from "../../checks/report";
import { refuseChangedInputs } from "../../project/changed-inputs";
import { plansIn } from "../../project/input";
import { outputFolderIn } from "../../project/options";
import { page } from "../pages";
import { type CheckInput, recordsIn } from "./checked";
import { readManifests } from "./manifest-files";
import { NPX } from "../../base/program-name";

/** Judges a folder of manifests for the environments of an output folder. */
export const onManifests: CheckInput = (options, { variables, today }, output) => {
  const { manifests = "", in: folder = outputFolderIn(variables), environments } = options;
  refuseChangedInputs(folder, output);
  const { statedOf } = recordsIn(folder);
  const plans = plansIn(folder, environments);
  output.step?.(`judging ${manifests}`);
  const judged = checkManifests({
    folder: manifests,
    plans,
    context: { today, others: [], statedOf },
    ...(output.tick ? { tick: output.tick } : {}),
  });
  return {
    page: () => manifestsPage(judged),
    json: () => manifestsAsJson(judged),
    fails: judged.results.some(isBlocking),
  };
};

export interface ManifestsRequest {
  readonly folder: string;
  /** Environments whose Argo CD would apply the manifests. */
  readonly plans: readonly EnvironmentPlan[];
  readonly context: CheckContext;
  /** Is called between the parts of the work, which blocks the process. @default - no one looks */
  readonly tick?: () => void;
}

/** Manifests as the checks judged them. */
export interface JudgedManifests {
  readonly results: readonly ManifestResult[];
  /** Things that none of this proves. */
  readonly notProved: readonly NotProved[];
}

/** Judges the rendered manifests of a folder for each environment with an Application. */
export function checkManifests({ folder, plans, context, tick }: ManifestsRequest): JudgedManifests {
  const { manifests, unjudged } = readManifests(folder);
  const targets = plans.flatMap((plan) => applicationsOf(plan).map((application) => ({ plan, application })));
  if (targets.length === 0) {
    throw userError({
      place: "--manifests",
      got: `${plans.map(({ name }) => name).join(", ") || "no environment"} without Argo CD`,
      expected: "an environment with components.argo-cd",
      fix: `name one with --environments, or add the part and run ${NPX} synth`,
    });
  }
  const results = targets.flatMap(({ plan, application }) =>
    judgeManifests(plan, application, manifests, context, tick),
  );
  const images = targets.flatMap(({ plan, application }) => imagesOf(plan, application, manifests));
  const others = CHECKS.filter((check) => !JUDGING.includes(check));
  const notProved = manifestsNotProved(new Set(images).size, others.length, unjudged);
  return { results, notProved };
}

const placeOfManifest = ({ manifest: { file, line } }: ManifestResult): string => `${file}:${line}`;

/** Results for a terminal: each with its file and line. */
const manifestsPage = ({ results, notProved }: JudgedManifests): string =>
  page(results, JUDGING.length, notProved, (result) => placeOfManifest(result as ManifestResult));

/** Results for `--json`, each with its file and line. */
const manifestsAsJson = ({ results, notProved }: JudgedManifests) => ({
  findings: resultsAsJson(results).map((each, index) => {
    const { file, line } = results[index]?.manifest ?? {};
    return { ...each, file, line };
  }),
  notProved,
});

/** Things that a report on the manifests of a repository does not prove: `checks` is the number of those that did not judge them. */
export const manifestsNotProved = (
  images: number,
  checks: number,
  files: Readonly<Record<string, readonly string[]>>,
): NotProved[] => [
  { kind: "judged", what: "contents and keep-alive times of images", count: images },
  { kind: "judged", what: "checks that need what Terraform creates", count: checks },
  ...Object.entries(files).flatMap(([what, names]): NotProved[] =>
    names.length === 0 ? [] : [{ kind: "judged", what, count: names.length, names }],
  ),
  ...["check", ...COMPARING].map((what): NotProved => ({ kind: "command", what })),
];
