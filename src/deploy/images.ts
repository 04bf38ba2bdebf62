import { existsSync } from "node:fs";
import { join } from "node:path";
import { readJsonFile } from "../terraform-json/json-file";
import { type Json, type JsonObject, asArray, asObject } from "../terraform-json/stack-json";
import { Aws } from "./aws";
import { type Session } from "./session";
import { type DeployedStack } from "./stacks";

/** List of images and charts that synth writes into the folder of the cluster stack. */
const LIST = "images.json";

interface Pushed {
  readonly registry: string;
  readonly region: string;
  readonly repository: string;
  readonly tag: string;
}

const ECR = /^(?:oci:\/\/)?(\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?)\/(.+)$/;

/** Images and charts of a layer that the account's registry lacks, each as `REPOSITORY:TAG`. */
export async function missingImages({ all, programs }: Session, stack: DeployedStack): Promise<string[]> {
  const cluster = all.find(({ layer }) => layer === "cluster");
  const file = cluster && join(cluster.folder, LIST);
  if (file === undefined || !existsSync(file)) return [];
  const list = readJsonFile(file);
  const missing: string[] = [];
  for (const { registry, region, repository, tag } of neededBy(stack, list)) {
    const answer = await new Aws(programs, region).try(
      ...["ecr", "describe-images", "--registry-id", registry.slice(0, 12)],
      ...["--repository-name", repository, "--image-ids", `imageTag=${tag}`],
    );
    if ("error" in answer && /ImageNotFound|RepositoryNotFound/.test(answer.error))
      missing.push(`${registry}/${repository}:${tag}`);
  }
  return missing;
}

/** The platform needs images and charts of components; the models need their own. */
function neededBy({ layer }: DeployedStack, list: JsonObject): Pushed[] {
  const entries = (name: string) => asArray(list[name]).map(asObject);
  if (layer === "models") return entries("models").flatMap(({ target, tag }) => pushed(target, tag));
  return [
    ...entries("images").flatMap(({ target, tag }) => pushed(target, tag)),
    ...entries("charts").flatMap(({ target, chart, version }) =>
      pushed(`${String(target)}/${String(chart)}`, version),
    ),
  ];
}

function pushed(target: Json | undefined, tag: Json | undefined): Pushed[] {
  const [, registry, region, repository] = ECR.exec(String(target)) ?? [];
  return registry && region && repository ? [{ registry, region, repository, tag: String(tag) }] : [];
}
