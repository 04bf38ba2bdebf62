import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironments } from "../../src/environment/load";
import { formatProblem } from "../../src/environment/problems";
import { environmentSchema } from "../../src/parts/environment-schema";
import { rulesAcross } from "../../src/environment/rules/across";
import { rules } from "../../src/environment/rules/all";

const folder = mkdtempSync(join(tmpdir(), "messages-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SMALL = `account: "111122223333"
region: eu-west-1
project: demo
owner: platform
repository: example/demo
cluster:
  admins: [arn:aws:iam::111122223333:role/admin]
entry:
  type: ingress
  httpOnly: true
models:
  - name: fraud
    image: { tag: "1" }
`;

/** Messages of a folder, without it. */
function messages(files: Readonly<Record<string, string>>): string[] {
  const inside = mkdtempSync(join(folder, "e-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(inside, `${name}.yaml`), text);
  const request = { directory: inside, schema: environmentSchema, rules, rulesAcross };
  return readEnvironments(request).problems.map((problem) =>
    formatProblem({
      ...problem,
      ...(problem.location ? { location: { ...problem.location, file: "" } } : {}),
    }),
  );
}

const messagesOf = (...edits: readonly (readonly [from: string, to: string])[]): string[] =>
  messages({ demo: edits.reduce((text, [from, to]) => text.replace(from, to), SMALL) });

test("the small environment has no problem", () => {
  expect(messagesOf()).toEqual([]);
});

describe("the message names the key, what is expected and the fix for", () => {
  test("a default route in two halves", () => {
    const halves = "  apiAccess: { publicCidrs: [0.0.0.0/1, 128.0.0.0/1] }\nentry:";
    expect(messagesOf(["entry:", halves])).toEqual([
      ":8:30 cluster.apiAccess.publicCidrs[0]: got 0.0.0.0/1, expected a range of your own networks, /8 or narrower; list the ranges that need access; 0.0.0.0/1 includes half of the internet",
      ":8:41 cluster.apiAccess.publicCidrs[1]: got 128.0.0.0/1, expected a range of your own networks, /8 or narrower; list the ranges that need access; 128.0.0.0/1 includes half of the internet",
    ]);
  });

  test("the state bucket as model bucket", () => {
    const bucket = "modelBucket: { existingName: demo-tfstate-111122223333 }\nmodels:";
    expect(messagesOf(["models:", bucket])).toEqual([
      ":11:30 modelBucket.existingName: got demo-tfstate-111122223333, expected a bucket of model files; this is the bucket of the Terraform state of demo, which pods would read; name the bucket of the models, or remove existingName to create one",
    ]);
  });

  test("the state bucket of another environment as model bucket", () => {
    const bucket = "modelBucket: { existingName: demo-tfstate-111122223333 }\nmodels:";
    expect(messages({ demo: SMALL, other: SMALL.replace("models:", bucket) })).toEqual([
      expect.stringContaining("this is the bucket of the Terraform state of demo, which pods would read"),
    ]);
  });

  test("a role of another partition", () => {
    expect(messagesOf(["arn:aws:iam::111122223333", "arn:aws-us-gov:iam::111122223333"])).toEqual([
      ":7:12 cluster.admins[0]: got arn:aws-us-gov:iam::111122223333:role/admin, expected an ARN of the partition aws, that of eu-west-1; write arn:aws:iam::111122223333:role/admin",
    ]);
  });

  test("a former port that is the port", () => {
    expect(messagesOf(["    image", "    alsoPorts: [9000, 8080]\n    image"])).toEqual([
      ":13:23 models[0].alsoPorts[1]: got 8080, expected a former port, not the port 8080 of the model; remove the port from the list",
    ]);
  });

  test("one instance type of several", () => {
    const groups = "  nodeGroups: { general: { instanceTypes: [m7i.large, t2.large] } }\nentry:";
    expect(messagesOf(["entry:", groups])).toEqual([
      expect.stringMatching(
        /^:8:\d+ cluster\.nodeGroups\.general\.instanceTypes\[1\]: got t2\.large, expected a Nitro/,
      ),
    ]);
  });

  test("a name that ends with a hyphen", () => {
    expect(messagesOf(["fraud", "fraud-"])).toEqual([
      ":12:11 models[0].name: got fraud-, expected lowercase letters, digits and -, starting with a letter and not ending with -; choose a name of that form",
    ]);
  });

  test("a name that ECR refuses, unless the image is in another repository", () => {
    expect(messagesOf(["fraud", "a--b"])).toEqual([
      ":12:11 models[0].name: got a--b, expected a name without --, which the name of its repository in ECR cannot have; rename the model, or set image.repository",
    ]);
    const repository = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/a-b";
    expect(messagesOf(["fraud", "a--b"], ["{ tag", `{ repository: ${repository}, tag`])).toEqual([]);
  });

  test("a character that looks like a space", () => {
    expect(messagesOf(["project: demo", "project: demo\u00a0"])[0]).toContain("got demo\\u00a0, expected");
    expect(messagesOf(["fraud", '"fraud "'])[0]).toContain('got "fraud ", expected');
  });
});

describe("refuses", () => {
  test.each([
    "1.2.3.4",
    "xn--a",
    "a..b",
    "models-s3alias",
    "sthree-models",
    "models--ol-s3",
    "Models",
    "ab",
    "arn:aws:s3:::models",
  ])("the bucket name %s", (name) => {
    const [only, ...others] = messagesOf(["models:", `modelBucket: { existingName: "${name}" }\nmodels:`]);
    expect(others).toEqual([]);
    expect(only).toContain("modelBucket.existingName");
  });

  test.each(["0.0.0.0/16", "127.0.0.0/16", "169.254.0.0/16", "224.0.0.0/16", "255.255.0.0/16"])(
    "the VPC range %s",
    (range) => {
      expect(messagesOf(["cluster:", `network: { vpcCidr: ${range} }\ncluster:`])[0]).toMatch(
        /network\.vpcCidr: got \S+, expected a range of a private network such as 10\.0\.0\.0\/16; choose another range/,
      );
    },
  );

  test("a path of two models that differs in the / at its end only", () => {
    const two =
      '    paths: [/a]\n    image: { tag: "1" }\n  - name: other\n    paths: [/a/]\n    image: { tag: "1" }\n';
    expect(messagesOf(['    image: { tag: "1" }\n', two])).toEqual([
      ":16:13 models[1].paths[0]: got /a/, expected a path that fraud does not serve; it serves /a, which has the same requests; give each model its own paths, because all models share one host",
    ]);
  });

  test.each([["[/a, /a]"], ["[/a, /a/]"]])("the paths %s of one model, once", (paths) => {
    expect(messagesOf(["    image", `    paths: ${paths}\n    image`])).toHaveLength(1);
  });

  test.each([["[team/key, team/key]"], ["[team/key, team_key]"]])("the secrets %s, once", (secrets) => {
    expect(messagesOf(["    image", `    secrets: ${secrets}\n    image`])).toHaveLength(1);
  });

  test("a host with a part of 64 characters", () => {
    const host = `${"a".repeat(64)}.example.com`;
    expect(messagesOf(["  httpOnly: true", `  httpOnly: true\n  host: ${host}`])).toEqual([
      expect.stringContaining("with at most 63 characters between dots; shorten the part of 64 characters"),
    ]);
    expect(messagesOf(["  httpOnly: true", `  httpOnly: true\n  host: ${host.slice(1)}`])).toEqual([]);
  });

  test("more disk than Fargate has", () => {
    const fargate = (mib: number) =>
      messagesOf(
        ["cluster:", "cluster:\n  fargate: true"],
        ["    image", `    modelCacheMiB: ${mib}\n    image`],
      );
    expect(fargate(175 * 1024)).toEqual([
      expect.stringMatching(/models\[0\]\.modelCacheMiB: got 179200, expected at most 175 GiB of disk/),
    ]);
    expect(fargate(175 * 1024 - 64)).toEqual([]);
  });

  test("namespaces that Kubernetes reserves", () => {
    expect(messagesOf(["models:", "namespace: kube-models\nmodels:"])[0]).toMatch(
      /namespace: got kube-models/,
    );
  });
});

describe("a host name", () => {
  test.each([
    ["https://a.example.com/x", "remove the scheme and the path"],
    ["a.example.com:443", "remove the port"],
    ["A.example.com", "write it in lowercase: a.example.com"],
    ["'*.example.com'", "write one host name, without *"],
    ["a.example.com.", "remove the dot at the end"],
    ["a_b.example.com", "use lowercase letters, digits and - between dots"],
  ])("%s gets the advice: %s", (host, advice) => {
    const [only = "", ...others] = messagesOf(["  httpOnly: true", `  httpOnly: true\n  host: ${host}`]);
    expect(others).toEqual([]);
    expect(only.endsWith(`; ${advice}`)).toBe(true);
  });
});
