import { copyFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { type Sandbox } from "./sandbox";
import { type Stack } from "./stack";
import { STACK_FILES } from "../../../../src/base/stack-files";

/** Runs the first apply of the state stack as the guide describes, with state in a local file. */
export async function applyWithLocalState(sandbox: Sandbox): Promise<Stack> {
  const stack = sandbox.stack("state");
  copyFileSync(
    join(stack.folder, STACK_FILES.firstApply),
    join(stack.folder, basename(STACK_FILES.firstApply)),
  );
  stack.useLocalApi();
  await stack.init();
  await stack.apply(await stack.plan("plan"));
  return stack;
}

/** Moves the state of the state stack into the bucket that it created, and returns Terraform's output. */
export async function moveStateIntoBucket(sandbox: Sandbox, stack: Stack): Promise<string> {
  await liftDenials(sandbox);
  rmSync(join(stack.folder, basename(STACK_FILES.firstApply)));
  const { output } = await stack.initStep("init: move state", "-migrate-state", "-force-copy");
  return output;
}

/** Replaces the bucket policy by one without a Deny, for the quirk `state-bucket-policy`. */
export async function liftDenials(sandbox: Sandbox): Promise<void> {
  await sandbox.aws(
    "s3api",
    "put-bucket-policy",
    ...["--bucket", sandbox.stateBucket, "--policy", policyWithoutDenials(sandbox)],
  );
}

/** Gives the stack a bucket policy without a Deny, so that no step between apply and init has to replace it. */
export function createWithoutDenials(sandbox: Sandbox, stack: Stack): void {
  const override = {
    resource: { aws_s3_bucket_policy: { state_bucket: { policy: policyWithoutDenials(sandbox) } } },
  };
  stack.override("policy", override);
}

function policyWithoutDenials({ account, stateBucket }: Sandbox): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "s3:GetBucketLocation",
        Resource: `arn:aws:s3:::${stateBucket}`,
      },
    ],
  });
}
