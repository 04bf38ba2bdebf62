import { type ImageList, imageListOf, isCopied } from "../../project/image-list";
import { SCRIPT_NAME, chartTag } from "../../project/mirror-script";
import { Aws } from "./aws";
import { askedInParallel } from "./programs";
import { type Session } from "./session";
import { type DeployedStack, planOfStacks } from "./stacks";
import { NPX } from "../../base/program-name";

interface Pushed {
  readonly registry: string;
  readonly region: string;
  readonly repository: string;
  /** `imageTag=1.0.0`, or `imageDigest=` with a digest. */
  readonly version: string;
}

const ECR = /^(\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?)\/(.+)$/;

/** Images and charts of a layer that the account's registry lacks, each as `REPOSITORY:TAG`. */
export async function missingImages({ all, programs }: Session, stack: DeployedStack): Promise<string[]> {
  const plan = planOfStacks(all);
  const needed = neededBy(stack, imageListOf(plan));
  const answers = await askedInParallel(needed, async ({ registry, region, repository, version }) => {
    const answer = await new Aws(programs, region).try(
      ...["ecr", "describe-images", "--registry-id", registry.slice(0, 12)],
      ...["--repository-name", repository, "--image-ids", version],
    );
    if (!("error" in answer && /ImageNotFound|RepositoryNotFound/.test(answer.error))) return [];
    return [`${registry}/${repository}${version.replace("imageTag=", ":").replace("imageDigest=", "@")}`];
  });
  return answers.flat();
}

/** Command that copies the images and charts of an environment's platform. */
export const mirrorCommand = (environment: string): string =>
  `${NPX} lock images --environments ${environment} --script --out ${SCRIPT_NAME} && bash ${SCRIPT_NAME}`;

/** Images and charts that the objects and releases of a layer pull from ECR. */
function neededBy({ layer }: DeployedStack, { images, charts, owned }: ImageList): Pushed[] {
  const all = [
    ...images.filter(isCopied),
    ...owned,
    ...charts.map(({ target, usedBy, version }) => ({
      target,
      usedBy,
      tag: chartTag({ version }),
      digest: undefined,
    })),
  ];
  return all
    .filter(({ usedBy }) => usedBy.some((user) => user.startsWith(`${layer}/`)))
    .flatMap(({ target = "", tag, digest }) => {
      const [, registry, region, repository] = ECR.exec(target) ?? [];
      const version = tag === undefined ? `imageDigest=${digest ?? ""}` : `imageTag=${tag}`;
      return registry && region && repository ? [{ registry, region, repository, version }] : [];
    });
}
