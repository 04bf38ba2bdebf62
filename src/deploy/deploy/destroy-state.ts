import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Json, asArray, asObject } from "../../terraform/stack-json";
import { planAndApply } from "./apply-layers";
import { Aws } from "./aws";
import { protectedAddresses, unprotected } from "./protection";
import { withAsyncScratch } from "../../base/scratch";
import { forgetLocalState, useBucket, useLocalState } from "./first-state";
import { type Ended, type Session, inFolder } from "./session";
import { localState, stateLocation } from "./state";
import { type DeployedStack } from "./stacks";

/**
 * Destroys the bucket and key of all states, and the bucket for logs: moves the last state into the stack's folder, deletes
 * every version in the buckets, and lifts prevent_destroy. All other layers are destroyed before.
 */
export async function destroyState(session: Session, stack: DeployedStack): Promise<Ended> {
  const { region } = stateLocation(stack);
  const buckets = bucketsOf(stack);
  const protectedOnes = protectedAddresses(stack).join(" and ");
  session.say(`prevent_destroy protects ${protectedOnes}; this command lifts it for the state stack`);
  if (
    !(await session.ask(
      `delete every version of every object in the ${buckets.length > 1 ? "buckets" : "bucket"} ${buckets.join(" and ")}?`,
    ))
  )
    return "declined";
  // The first move into the bucket can leave a copy in the folder, so that the copy alone does not say where the state is.
  if (await session.states.exists(stack)) {
    if (!(await inFolder(session, stack).init())) return "failed";
    useLocalState(stack);
    if (!(await inFolder(session, stack).init("-migrate-state", "-force-copy"))) return "failed";
  }
  if (localState(stack) === undefined) return "failed";
  for (const bucket of buckets) await emptyBucket(new Aws(session.programs, region), bucket);
  const ended = await unprotected(stack, () =>
    planAndApply(session, stack, { beforeApply: () => Promise.resolve("done") }),
  );
  if (ended !== "done") return ended;
  // A state without resources; a later synth and deploy begin again with the first apply.
  forgetLocalState(stack);
  rmSync(join(stack.folder, ".terraform"), { recursive: true, force: true });
  useBucket(stack);
  return "done";
}

/** The bucket of the states, then that of logs, which has logs of the requests to the first. */
function bucketsOf(stack: DeployedStack): string[] {
  const { bucket: state } = stateLocation(stack);
  const names = stack.json.resources("aws_s3_bucket").map(({ config }) => String(config["bucket"]));
  return [state, ...names.filter((name) => name !== state)];
}

/** Deletes all versions and delete markers, at most 1,000 in a call. */
const emptyBucket = (aws: Aws, bucket: string): Promise<void> =>
  withAsyncScratch("versions-", async (folder) => {
    for (;;) {
      const page = asObject(
        await aws.get("s3api", "list-object-versions", "--bucket", bucket, "--max-items", "1000"),
      );
      const objects = [...asArray(page["Versions"]), ...asArray(page["DeleteMarkers"])].map((each: Json) => {
        const { Key, VersionId } = asObject(each);
        return { Key, VersionId };
      });
      if (objects.length === 0) return;
      const file = join(folder, "versions.json");
      writeFileSync(file, JSON.stringify({ Objects: objects, Quiet: true }));
      await aws.get("s3api", "delete-objects", "--bucket", bucket, "--delete", `file://${file}`);
    }
  });
