import { type VersionsProps, runVersions } from "../../../src/cli/versions/command";
import { emit } from "../../../src/synth/synth";
import { runOf } from "../../support/command-runs";
import { WorkingCopy } from "../../support/working-copy";

const RELEASE = "1.36.2-20260818";
const copy = new WorkingCopy("mlapp");
copy.edit(
  "mlapp.yaml",
  "  fargate: true",
  `  fargate: true\n  addonVersions: { coredns: v1.14.3-eksbuild.3 }`,
);

/** AWS names a version for each question. */
const answered = (args: readonly string[]) => {
  const addon = args[args.indexOf("--addon-name") + 1] ?? "";
  return { output: `${args[0] === "ssm" ? RELEASE : `v1.2.3-eksbuild.${addon.length}`}\n` };
};

const run = (args: readonly string[], aws: VersionsProps["aws"]) =>
  runOf((output) =>
    runVersions(args, { variables: { ENVIRONMENTS_DIR: copy.environments }, emit, aws }, output),
  );

const notAsked = (): never => {
  throw new Error("the AWS CLI was run");
};

test("without --ask, no program runs, and each version has the command that prints it", () => {
  const { status, stdout } = run([], notAsked);
  expect(status).toBe(0);
  expect(stdout).toContain(
    "  AL2023_x86_64_STANDARD: not recorded: EKS chooses the release when it creates a node group, and never patches its nodes\n" +
      "    aws ssm get-parameter --name /aws/service/eks/optimized-ami/1.36/amazon-linux-2023/x86_64/standard/recommended/release_version --query Parameter.Value --region us-east-1 --output text\n",
  );
  expect(stdout).toContain("  vpc-cni: not recorded: each plan looks it up\n");
  expect(stdout).toContain(
    "  coredns: v1.14.3-eksbuild.3\n" +
      "    aws eks describe-addon-versions --addon-name coredns --kubernetes-version 1.36 --query 'addons[0].addonVersions[?compatibilities[0].defaultVersion].addonVersion | [0]' --region us-east-1 --output text\n",
  );
});

test("the lines of --ask record every version, and no file changes", () => {
  const before = copy.read("mlapp.yaml");
  const { status, stdout } = run(["--ask"], answered);
  expect(status).toBe(0);
  expect(stdout.slice(stdout.indexOf("cluster:"))).toBe(
    [
      "cluster:",
      "  nodeReleases:",
      `    AL2023_x86_64_STANDARD: ${RELEASE} # new`,
      "  addonVersions:",
      "    vpc-cni: v1.2.3-eksbuild.7 # new",
      "    kube-proxy: v1.2.3-eksbuild.10 # new",
      "    eks-pod-identity-agent: v1.2.3-eksbuild.22 # was v1.3.10-eksbuild.3",
      "    coredns: v1.2.3-eksbuild.7 # was v1.14.3-eksbuild.3",
      "    metrics-server: v1.2.3-eksbuild.14 # new",
      "",
    ].join("\n"),
  );
  expect(copy.read("mlapp.yaml")).toBe(before);
});

test.each([
  ["an error", { error: "Unable to locate credentials" }, "got Unable to locate credentials"],
  ["no version", { output: "None\n" }, "got None"],
])("where AWS gives %s, the command fails and prints no lines", (_, answer, got) => {
  const { status, stdout, stderr } = run(["--ask"], () => answer);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain(`aws ssm get-parameter: ${got}, expected a version`);
});
