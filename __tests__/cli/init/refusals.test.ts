import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MODEL_CARDS } from "../../../src/facts/model-cards";
import { UserFolder } from "./initialized";

const ACCOUNT = "111122223333";
const FLAGS: Readonly<Record<string, string>> = {
  name: "acme",
  account: ACCOUNT,
  region: "eu-west-1",
  host: "models.example.com",
  certificate: `arn:aws:acm:eu-west-1:${ACCOUNT}:certificate/0a1b2c3d-0000-4000-8000-${ACCOUNT}`,
  admins: `arn:aws:iam::${ACCOUNT}:role/platform-admin`,
};

const flagsWith = (others: Readonly<Record<string, string | undefined>>): string[] => [
  ...Object.entries({ ...FLAGS, ...others }).flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag}`, value],
  ),
  "--yes",
];

/** Lines of the errors of a run that wrote nothing. */
async function refused(others: Readonly<Record<string, string | undefined>>): Promise<string[]> {
  const folder = new UserFolder();
  try {
    const { status, stderr, stdout } = await folder.init(flagsWith(others));
    expect({ status, stdout, files: folder.files }).toEqual({ status: 1, stdout: "", files: [] });
    const lines = stderr.trimEnd().split("\n");
    expect(lines.slice(-2)).toEqual(["", "nothing was written"]);
    return lines.slice(0, -2);
  } finally {
    folder.remove();
  }
}

/** A mistake, its message, and a correction that follows from the message. */
const MISTAKES: readonly (readonly [
  mistake: Readonly<Record<string, string>>,
  message: string,
  correction: Readonly<Record<string, string>>,
])[] = [
  [
    { "language-model": "llama-9b" },
    `--language-model: got llama-9b, expected one of ${Object.keys(MODEL_CARDS).join(", ")}; choose from these, such as llama-3.1-8b`,
    { "language-model": "llama-3.1-8b" },
  ],
  [
    { "language-model": "llama-3.1-8b", gpu: "g6.xlarge", "max-length": "65536" },
    "--max-length: got 65536, expected a model that fits on a g6.xlarge: one sequence of 65,536 tokens takes 8.0 GiB of KV cache, and each L4 has 2.8 of 20.2 beside 15.0 of weights and 2.4 of reserve; at most 22,880 tokens fit; choose a node group of g6e.xlarge or g6e.2xlarge, or lower maxLength to 22880",
    { "language-model": "llama-3.1-8b", gpu: "g6.xlarge", "max-length": "22880" },
  ],
  [
    { "language-model": "llama-3.3-70b", gpu: "g5.xlarge" },
    "--gpu: got g5.xlarge, expected a type on which the model runs: each A10G has 20.2 GiB for vLLM (92 % of 21.9), and the weights take 131.4 and the reserve 2.5; write --gpu g6e.12xlarge",
    { "language-model": "llama-3.3-70b", gpu: "g6e.12xlarge" },
  ],
  [
    { "language-model": "llama-3.1-8b", "max-length": "8k" },
    "--max-length: got 8k, expected a whole number from 1 to 10000000; write the number of tokens, such as 8192",
    { "language-model": "llama-3.1-8b", "max-length": "8192" },
  ],
  [
    { account: "1111-2222-3333" },
    "--account: got 1111-2222-3333, expected the 12 digits of an AWS account; write all 12 digits, such as 111122223333",
    { account: ACCOUNT },
  ],
  [
    { region: "eu-west-1a" },
    "--region: got eu-west-1a, expected an AWS region such as eu-west-1; write eu-west-1",
    { region: "eu-west-1" },
  ],
  [
    { name: "My Models" },
    "--name: got My Models, expected a name of 3 to 24 lowercase letters, digits and -, starting with a letter and not ending with -; write such a name: my-models",
    { name: "my-models" },
  ],
  [
    { "vpc-cidr": "10.0.0.1/16" },
    "--vpc-cidr: got 10.0.0.1/16, expected an IPv4 range without host bits, such as 10.0.0.0/16; write a private range of /16 to /19, such as 10.0.0.0/16",
    { "vpc-cidr": "10.0.0.0/16" },
  ],
  [
    { operators: "0.0.0.0/0" },
    "--operators: got 0.0.0.0/0, expected a range of your own networks, /8 or narrower; list the ranges that need access; 0.0.0.0/0 includes the whole internet",
    { operators: "203.0.113.0/24" },
  ],
  [
    { admins: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/me` },
    `--admins: got arn:aws:sts::${ACCOUNT}:assumed-role/Admin/me, expected the ARN of an IAM role such as arn:aws:iam::111122223333:role/platform-admin; write the ARN of the IAM role, not of its session: arn:aws:iam::${ACCOUNT}:role/Admin, with the path of the role if it has one`,
    { admins: `arn:aws:iam::${ACCOUNT}:role/Admin` },
  ],
  [
    { admins: "arn:aws:iam::999988887777:role/Admin" },
    `--admins: got arn:aws:iam::999988887777:role/Admin, expected an ARN of account ${ACCOUNT}; correct the account in the ARN`,
    { admins: `arn:aws:iam::${ACCOUNT}:role/Admin` },
  ],
  [
    { certificate: FLAGS["certificate"]?.replace("eu-west-1", "us-east-1") ?? "" },
    `--certificate: got arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-000…, expected an ARN of region eu-west-1; use one in the region of the load balancer`,
    { certificate: FLAGS["certificate"] ?? "" },
  ],
  [
    { host: "https://models.example.com/" },
    "--host: got https://models.example.com/, expected a host name such as api.example.com, with at most 63 characters between dots; remove the scheme and the path",
    { host: "models.example.com" },
  ],
  [
    { network: "vpc" },
    "--network: got vpc, expected one of none, nat, existing; choose from these, such as none",
    { network: "none" },
  ],
  [
    { with: "metrics,grafana" },
    "--with: got grafana, expected some of mlflow, pipelines, metrics; choose from these, such as metrics",
    { with: "metrics" },
  ],
  [
    { image: "latest" },
    "--image: got latest, expected a tag of up to 128 letters, digits and _ . -, starting with a letter, digit or _, and not latest; write the version, such as 1.0.0",
    { image: "1.0.0" },
  ],
  [
    { image: "docker.io/acme/fraud", network: "nat" },
    "--image: got docker.io/acme/fraud, expected an image with its tag; write docker.io/acme/fraud:TAG",
    { image: "docker.io/acme/fraud:1.2.0" },
  ],
  [
    { model: "Fraud_Detection" },
    "--model: got Fraud_Detection, expected lowercase letters, digits and -, starting with a letter and not ending with -; choose a name of that form",
    { model: "fraud-detection" },
  ],
  [
    { gpu: "m6i.large" },
    "--gpu: got m6i.large, expected an instance type with NVIDIA GPUs; choose one, such as g5.xlarge",
    { gpu: "g5.xlarge" },
  ],
  [
    { operators: "10.0.0.5" },
    "--operators: got 10.0.0.5, expected an IPv4 range without host bits, such as 10.0.0.0/16; write 10.0.0.5/32 for one address",
    { operators: "10.0.0.5/32" },
  ],
  [
    { image: "docker.io/acme/fraud:1.0.0" },
    "--image: got docker.io/acme/fraud, expected an ECR repository in a network without internet access; push it to ECR and write its tag alone, or choose --network nat",
    { image: "1.0.0" },
  ],
  [
    { operators: "203.0.113.0/24", "transit-gateway": "tgw-0a1b2c3d111122223" },
    "--transit-gateway: got tgw-0a1b2c3d111122223, expected no answer, since it belongs to private --operators of a new network; remove it, or change the other answer",
    { operators: "10.64.0.0/16" },
  ],
  [
    { entry: "demo" },
    "--certificate: got arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-111122223333, expected no answer, since it belongs to --entry alb or nlb; remove it, or change the other answer",
    { entry: "alb" },
  ],
];

test.each(MISTAKES)("%j is refused in one line for each mistake", async (mistake, message) => {
  const lines = await refused(mistake);
  expect(lines).toContain(message);
  expect(lines.filter((line) => !line.startsWith("--host: got models.example.com"))).toEqual([message]);
});

test("the corrections that follow from the messages are accepted", async () => {
  const corrections = Object.assign({}, ...MISTAKES.map(([, , correction]) => correction), {
    network: "nat",
    // An image of vLLM has the tag of its version.
    image: "v0.33.0",
  }) as Record<string, string>;
  const folder = new UserFolder();
  try {
    const { status, stderr } = await folder.init(flagsWith(corrections));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  } finally {
    folder.remove();
  }
});

test("all mistakes are in one report, each once", async () => {
  const lines = await refused({
    account: "12",
    region: "europe",
    "vpc-cidr": "10.0.0.0",
    admins: "me",
    image: "latest",
  });
  expect(lines.map((line) => line.split(":")[0])).toEqual([
    "--account",
    "--region",
    "--vpc-cidr",
    "--image",
    "--admins",
  ]);
});

test("without a terminal, every missing answer is named with its flag and an example", async () => {
  const lines = await refused({
    account: undefined,
    region: undefined,
    host: undefined,
    certificate: undefined,
    admins: undefined,
  });
  expect(lines).toEqual([
    "--account: got nothing, expected the AWS account; write --account 111122223333",
    "--region: got nothing, expected the AWS region; write --region eu-west-1",
    "--certificate: got nothing, expected the ARN of the ACM certificate in this region; write --certificate arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-111122223333, or --entry nlb, which needs none",
    "--host: got nothing, expected the host name of the certificate, which clients call; write --host models.example.com",
    "--admins: got nothing, expected the ARNs of the IAM roles that administer the cluster, among them the one that runs Terraform; write --admins arn:aws:iam::111122223333:role/platform-admin",
  ]);
});

test("the region of the AWS CLI is the default", async () => {
  const folder = new UserFolder();
  try {
    const flags = flagsWith({ region: undefined });
    const { status } = await folder.init(flags, { variables: { AWS_REGION: "eu-west-1" } });
    expect(status).toBe(0);
    expect(folder.text("environments/acme.yaml")).toContain("region: eu-west-1");
  } finally {
    folder.remove();
  }
});

test("a range that belongs to another environment of the account is refused with its name", async () => {
  const folder = new UserFolder();
  try {
    mkdirSync(join(folder.path, "environments"));
    await folder.init(flagsWith({}));
    const other = folder.text("environments/acme.yaml").replace(/^account:/m, "namePrefix: beta\naccount:");
    writeFileSync(join(folder.path, "environments/other.yaml"), other);
    const { status, stderr } = await folder.init(flagsWith({ name: "beta" }));
    expect(status).toBe(1);
    expect(stderr).toContain(
      "--name: got beta, expected a name whose resources no other environment has, but namePrefix of other.yaml is beta; choose another name",
    );
    expect(folder.has("environments/beta.yaml")).toBe(false);
  } finally {
    folder.remove();
  }
});
