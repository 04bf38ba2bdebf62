import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type JsonObject, asObject } from "../../terraform/stack-json";
import { type Kubectl } from "../deploy/kubectl";
import { withAsyncScratch } from "../../base/scratch";
import { type Ended, type Session, inFolder } from "../deploy/session";
import { type DeployedStack } from "../deploy/stacks";
import { type Revision, asDeployed, hasPlannedValues, isPending, revisionsOf } from "./releases";

/** A repair of a release: what is wrong, and the question before the work, if it can be done. */
interface Step {
  readonly wrong: string;
  readonly question?: string;
  /** Returns whether it succeeded. */
  readonly run?: () => Promise<boolean>;
}

/**
 * Brings releases into a form from which the next apply reaches the file. The provider compares the file with the state
 * alone, so a release that a killed apply upgraded, or left half upgraded, would keep what the file no longer has. A
 * plan with the import of a release upgrades it in any case, from the last revision that is `deployed`: Helm merges
 * kinds of Kubernetes with the live object, and compares custom resources with that revision only.
 *
 * @see https://github.com/hashicorp/terraform-provider-helm/blob/v3.1.2/helm/resource_helm_release.go, ModifyPlan,
 * ImportState (2026-11-29)
 * @see https://github.com/helm/helm/blob/v3.18.5/pkg/action/upgrade.go, prepareUpgrade; pkg/kube/client.go, createPatch
 * (2026-11-29)
 */
export async function repairReleases(
  session: Session,
  stack: DeployedStack,
  kubectl: Kubectl,
  changes: readonly JsonObject[],
): Promise<Ended> {
  for (const each of changes.filter(({ type }) => type === "helm_release")) {
    if (asObject(each["change"])["after"] === null) continue;
    const ended = await new ReleaseRepair(session, stack, kubectl, each).run();
    if (ended !== "done") return ended;
  }
  return "done";
}

class ReleaseRepair {
  private readonly address: string;
  private readonly name: string;
  private readonly namespace: string;
  private readonly before: JsonObject;
  private readonly after: JsonObject;
  /** Whether the next plan leaves the release. */
  private isLeft: boolean;

  constructor(
    private readonly session: Session,
    private readonly stack: DeployedStack,
    private readonly kubectl: Kubectl,
    { address, change }: JsonObject,
  ) {
    const { before, after, actions } = asObject(change);
    this.address = String(address);
    this.before = asObject(before);
    this.after = asObject(after);
    this.name = String(this.after["name"]);
    this.namespace = String(this.after["namespace"] ?? "default");
    this.isLeft = String(actions) === "no-op";
  }

  async run(): Promise<Ended> {
    const { ask, say, programs } = this.session;
    for (;;) {
      const step = this.step(await revisionsOf(this.kubectl, this.namespace, this.name));
      if (step === undefined) return "done";
      say(`${this.address}: the release ${this.namespace}/${this.name} ${step.wrong}`);
      if (step.run === undefined || step.question === undefined) return "failed";
      if (!(await ask(step.question))) return "declined";
      if (!(await step.run()) || programs.isInterrupted) return "failed";
    }
  }

  private step(revisions: readonly Revision[]): Step | undefined {
    const last = revisions.at(-1);
    if (last === undefined) return undefined;
    const { number, status } = last;
    const isFile = hasPlannedValues(last, this.after);
    const deployed = revisions.findLast((each) => each.status === "deployed");
    const isEnded = !isPending(last) && status !== "uninstalling";
    if (last !== deployed) {
      // The deployed revision has the values of a rollback to it, and an upgrade from it to those of the last one changes the rest.
      if (isPending(last) && (isFile !== false || status === "pending-rollback"))
        return this.ended(last, deployed);
      if (deployed === undefined ? !isEnded : isFile === false && hasPlannedValues(deployed, this.after))
        return this.taken(last);
      if (deployed !== undefined && isFile === false)
        return {
          wrong:
            `is ${status}: a part of its objects is of revision ${number}, another of ${deployed.number}, and the file has a third form; ` +
            `first: helm rollback ${this.name} ${deployed.number} -n ${this.namespace}; or deploy the file of one of these revisions, and then this one`,
        };
    }
    const recorded = asObject(this.before["metadata"])["revision"];
    const isThis = isFile ?? !(typeof recorded === "number" && number > recorded);
    return this.isLeft && (last !== deployed || !isThis) ? this.forgotten(last) : undefined;
  }

  /** Helm then continues from the revision before, or installs again and takes over the objects with the name of the release. */
  private ended({ status, secret }: Revision, deployed: Revision | undefined): Step {
    const command = ["-n", this.namespace, "delete", "secret", secret];
    const helm = deployed === undefined ? "uninstall" : "rollback";
    const by = `helm ${helm} ${this.name} ${deployed ? `${deployed.number} ` : ""}-n ${this.namespace}`;
    return {
      wrong: `is ${status}\nto end it: kubectl ${command.join(" ")} (or ${by})`,
      question: `delete the secret ${secret}?`,
      run: () => this.call(...command),
    };
  }

  /** Helm then compares the file with all that the revision may have changed. */
  private taken(last: Revision): Step {
    return {
      wrong: `is ${last.status}, with other values than the file; the next apply upgrades it from revision ${last.number}`,
      question: `mark revision ${last.number} as deployed? its objects stay`,
      run: () =>
        withAsyncScratch("revision-", (folder) => {
          const file = join(folder, "patch.json");
          // A program takes no argument of this size.
          writeFileSync(file, JSON.stringify(asDeployed(last)), { mode: 0o600 });
          const patch = ["patch", "secret", last.secret, "--type", "merge", "--patch-file", file];
          return this.call("-n", this.namespace, ...patch);
        }),
    };
  }

  private forgotten({ number, status }: Revision): Step {
    const { session, stack, address } = this;
    return {
      wrong:
        `has revision ${number} (${status}), which is not of the file, and the next plan would leave it\n` +
        `to have it upgraded: ${session.terraform} -chdir=${stack.folder} state rm '${address}', and the import below; nothing is deleted`,
      question: `take ${address} out of the state, and import it again?`,
      run: async () => {
        this.isLeft = !(await inFolder(session, stack).forget(address));
        return !this.isLeft;
      },
    };
  }

  private async call(...command: string[]): Promise<boolean> {
    const { code, stderr } = await this.kubectl.call(...command);
    if (code !== 0) this.session.say(stderr.trim());
    return code === 0;
  }
}
