import { type Command, InvalidArgumentError, Option } from "commander";
import { modelsOf } from "../infrastructure/capacity-shortage";
import { homeOf } from "../infrastructure/text-references";
import { type Pods, objectsOf } from "../infrastructure/kubernetes-objects";
import { ecrRegistry } from "../facts/aws";
import { commandOf, type CommandOutput, listedNames, runAsyncCommand } from "../base/command-line";
import { nearest } from "../base/did-you-mean";
import { userError } from "../base/errors";
import { LAYERS, type Layer } from "../base/layers";
import { Aws } from "./deploy/aws";
import { workedOn } from "./deploy/credentials";
import { Kubectl } from "./deploy/kubectl";
import { Programs } from "./deploy/programs";
import { stacksOf } from "./deploy/stacks";
import { States } from "./deploy/state";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Outcome, isFailure } from "./verify/finding";
import { verifyFromPod } from "./verify/pod/run";
import { verifyEnvironment } from "./verify/verify";
import { refuseChangedInputs } from "../project/changed-inputs";
import { type Variables, VARIABLES_HELP, environmentsOption, inOption } from "../project/options";
import { plansIn } from "../project/input";
import { jsonOption, reportText } from "../project/command-report";
import { verifyPage } from "./verify/pages";
import { INTERRUPTED, type LayersProps } from "./command-session";

interface Options {
  readonly in: string;
  readonly environments?: readonly string[];
  readonly layers?: readonly Layer[];
  readonly pod?: string;
  readonly model?: string;
  readonly json?: true;
}

/** Layers that this command compares. */
const VERIFIED = ["network", "cluster", "models"] as const satisfies readonly Layer[];

/** Compares a running environment with its synthesized JSON. Returns the exit status. */
export function runVerify(
  args: readonly string[],
  { variables }: Pick<LayersProps, "variables">,
  output: CommandOutput,
): Promise<number> {
  const program = commandOf("verify", ["--environments mlapp"])
    .description(
      "Compares what runs in AWS with the synthesized JSON: VPC, subnets, routes, endpoints, cluster, load balancers, targets, " +
        "and requests to the models. It changes nothing, except with --pod. Needs the AWS CLI and credentials of the " +
        "environment's account; docs/guide/verify.md describes it.",
    )
    .addOption(environmentsOption(variables))
    .addOption(
      new Option(
        "--layers <layers>",
        `only these layers of ${VERIFIED.join(", ")} (default: all of the environment)`,
      ).argParser(layersIn),
    )
    .option(
      "--pod <image>",
      "also run one pod with this image of the environment's registry, which has sh, dig, curl and sed; " +
        "it verifies names, ECR, STS and S3 from inside, and is deleted. Needs kubectl and the way to the private API",
    )
    .option("--model <name>", "model whose account and place the pod has (default: the first one)")
    .addOption(inOption(variables))
    .addOption(jsonOption("verify"))
    .addHelpText("after", HELP)
    .addHelpText("after", VARIABLES_HELP);
  return runAsyncCommand(program, args, output, () => verify(program, variables, output));
}

async function verify(program: Command, variables: Variables, output: CommandOutput): Promise<number> {
  const options = program.opts<Options>();
  if (options.model !== undefined && options.pod === undefined)
    return program.error("error: --model chooses the place of a pod; add --pod IMAGE");
  refuseChangedInputs(options.in, output);
  const plans = plansIn(options.in, options.environments);
  const [plan, ...others] = plans;
  if (plan === undefined || others.length > 0)
    return program.error("error: one environment is verified at a time; give --environments NAME");
  const pods = options.pod === undefined ? undefined : podsOf(plan, options.model);
  const pushed = options.pod === undefined ? undefined : pushedImage(plan, options.pod);
  const say = (line: string) => output.err(`${line}\n`);
  const programs = new Programs(variables, output);
  const aws = new Aws(programs, homeOf(plan).region);
  return programs.whileListening(async () => {
    const all = stacksOf(options.in, plan.name);
    const states = new States(programs);
    say(await workedOn({ programs, all }));
    const layers = VERIFIED.filter(
      (layer) => plan.stack(layer) !== undefined && (options.layers ?? VERIFIED).includes(layer),
    );
    if (pushed !== undefined) await refuseMissingImage(aws, pushed);
    const findings = await verifyEnvironment({
      plan,
      aws,
      isStated: (id) => states.name(all, id),
      layers,
      progress: (step) => output.step?.(step),
    });
    if (pods !== undefined && options.pod !== undefined) {
      const image = options.pod;
      const models = all.find(({ layer }) => layer === "models");
      const isInterrupted = (): boolean => programs.isInterrupted;
      const fromPod = (kubectl: Kubectl) => verifyFromPod({ plan, kubectl, pods, image, say, isInterrupted });
      if (models !== undefined)
        findings.push(...(await Kubectl.connected({ all, programs }, models, fromPod)));
    } else if (layers.includes("models")) findings.push(NOT_FROM_INSIDE);
    if (programs.isInterrupted) {
      say("interrupted");
      return INTERRUPTED;
    }
    output.out(
      options.json
        ? reportText("verify", { environment: plan.name, findings })
        : verifyPage(plan.name, findings),
    );
    return findings.some(isFailure) ? 1 : 0;
  });
}

const HELP = `
Exit status of this command: 0 all facts are as expected, slow or not verified; 1 a fact differs or is unknown, or the
command failed; 2 wrong usage; ${INTERRUPTED} interrupted.`;

function layersIn(list: string): Layer[] {
  const names = listedNames(list);
  const layers = VERIFIED.filter((layer) => names.includes(layer));
  if (names.length > 0 && layers.length === new Set(names).size) return layers;
  const known = LAYERS.filter((layer) => names.includes(layer));
  throw new InvalidArgumentError(
    `Expected layers of ${VERIFIED.join(", ")}.${known.length > layers.length ? " Others have nothing to compare." : ""}`,
  );
}

/** Pods of the chosen model, or of the first one. */
function podsOf(plan: EnvironmentPlan, model: string | undefined): Pods {
  const names = modelsOf(plan).map(({ name }) => name);
  const chosen = model ?? names[0];
  const found = objectsOf(plan).pods.find(
    ({ owner }) => owner.kind === "deployment" && owner.name === chosen && owner.resource.layer === "models",
  );
  if (found !== undefined) return found;
  const meant = model === undefined ? undefined : nearest(model, names);
  throw userError({
    place: "--model",
    got: model ?? "no model in the environment",
    expected: `one of ${names.join(", ")}`,
    fix: meant === undefined ? "choose from these" : `did you mean ${meant}?`,
  });
}

/** Names of an image in the account's registry. */
interface PushedImage {
  readonly image: string;
  readonly repository: string;
  /** As the AWS CLI takes it. */
  readonly id: string;
}

/** The image is in the account's own registry, so the pod proves that nodes reach it. */
function pushedImage(plan: EnvironmentPlan, image: string): PushedImage {
  const home = homeOf(plan);
  const registry = ecrRegistry(home);
  const [, repository, tag, digest] =
    /^([a-z0-9][a-z0-9._/-]*?)(?::([\w.-]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(
      image.startsWith(`${registry}/`) ? image.slice(registry.length + 1) : "",
    ) ?? [];
  const id =
    digest === undefined ? (tag === undefined ? undefined : `imageTag=${tag}`) : `imageDigest=${digest}`;
  if (repository !== undefined && id !== undefined) return { image, repository, id };
  throw userError({
    place: "--pod",
    got: image,
    expected: `${registry}/REPOSITORY:TAG or @sha256:DIGEST`,
    fix: "push an image with sh, dig, curl and sed to a repository of the account (docs/guide/verify.md)",
  });
}

async function refuseMissingImage(aws: Aws, { image, repository, id }: PushedImage): Promise<void> {
  const answer = await aws.try(
    ...["ecr", "describe-images", "--repository-name", repository, "--image-ids", id],
  );
  if ("value" in answer) return;
  throw userError({
    place: "--pod",
    got: answer.error.split("\n").at(-1) ?? "",
    expected: `image ${image}`,
    fix: "push it, or name another one (docs/guide/verify.md)",
  });
}

const NOT_FROM_INSIDE: Outcome = {
  area: "from a pod",
  name: "names of endpoints, requests to ECR and STS, a read of S3",
  expected: "answers from inside the VPC",
  found: "add --pod IMAGE (docs/guide/verify.md)",
  verdict: "not verified",
};
