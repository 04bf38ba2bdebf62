import { join } from "node:path";
import { userError } from "../../base/errors";
import { type Json, asArray, asObject } from "../../terraform/stack-json";
import { type Finished, type Programs } from "./programs";
import { withAsyncScratch } from "../../base/scratch";
import { type Session } from "./session";
import { type DeployedStack } from "./stacks";

const TIMEOUT = "--request-timeout=20s";

/** kubectl with the connection of a stack's providers. */
export class Kubectl {
  private constructor(
    private readonly programs: Programs,
    private readonly settings: string,
  ) {}

  /** Connects kubectl while `work` runs. */
  static connected<Result>(
    { all, programs }: Pick<Session, "all" | "programs">,
    stack: DeployedStack,
    work: (kubectl: Kubectl) => Promise<Result>,
  ): Promise<Result> {
    return withAsyncScratch("kubectl-", async (folder) => {
      const settings = join(folder, "kubeconfig");
      const line = ["aws", ...connection(all, stack), "--kubeconfig", settings] as const;
      const { code, stderr } = await programs.read([...line]);
      if (code === 0) return work(new Kubectl(programs, settings));
      throw userError({
        place: "aws eks update-kubeconfig",
        got: stderr.trim().split("\n").at(-1) ?? "",
        expected: "settings of the cluster",
        fix: "check the credentials, and apply the cluster first",
      });
    });
  }

  /** The answer of `kubectl get`; null where `--ignore-not-found` found nothing. */
  async get(...args: string[]): Promise<Json> {
    return valueOf(await this.call("get", ...args, "-o", "json"), args);
  }

  /** Whether the Kubernetes API answers; the error of kubectl where it does not. */
  async unreachable(): Promise<string | undefined> {
    const { code, stderr } = await this.call("get", "--raw", "/readyz", TIMEOUT);
    return code === 0 ? undefined : (stderr.trim().split("\n").at(-1) ?? "no answer");
  }

  /** The objects of a kind in all namespaces; null where the cluster does not know the kind. */
  async list(kind: string): Promise<Json> {
    const args = [kind, "--all-namespaces", TIMEOUT];
    const answer = await this.call("get", ...args, "-o", "json");
    if (answer.code !== 0 && /doesn't have a resource type|could not find the requested/.test(answer.stderr))
      return null;
    return valueOf(answer, args);
  }

  call(...args: string[]) {
    return this.programs.read(["kubectl", "--kubeconfig", this.settings, ...args]);
  }
}

function valueOf({ code, stdout, stderr }: Finished, args: readonly string[]): Json {
  if (code === 0) return stdout.trim() === "" ? null : (JSON.parse(stdout) as Json);
  throw userError({
    place: `kubectl get ${args.join(" ")}`,
    got: stderr.trim().split("\n").at(-1) ?? "",
    expected: "an answer of the Kubernetes API",
    fix: "run this command from inside the network, by an identity in cluster.admins",
  });
}

/** Arguments of the AWS CLI that connect kubectl to the cluster, with the role that Terraform assumes. */
function connection(all: readonly DeployedStack[], stack: DeployedStack): string[] {
  const outputs = all.find(({ layer }) => layer === "cluster")?.json.outputs;
  const command = asObject(outputs?.["update_kubeconfig_command"])["value"];
  const [provider] = asArray(stack.json.providers["kubernetes"] ?? stack.json.providers["helm"]).map(
    asObject,
  );
  const args = asArray(asObject(asArray(provider?.["exec"])[0])["args"]).map(String);
  const role = args.indexOf("--role-arn");
  return [...String(command).split(" ").slice(1), ...(role < 0 ? [] : ["--role-arn", args[role + 1] ?? ""])];
}
