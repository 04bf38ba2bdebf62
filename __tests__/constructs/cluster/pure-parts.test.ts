import { instanceTypesProblem, nodeImage, systemPodsProblem } from "../../../src/catalog/instance-types";
import { fargatePaths } from "../../../src/constructs/cluster/fargate-rules";
import { vpcCniConfiguration } from "../../../src/constructs/cluster/node-addons";
import { trustFor } from "../../../src/constructs/cluster/service-role";
import { MAX_PODS, nodeUserData } from "../../../src/constructs/node-groups/node-user-data";

describe("node images", () => {
  test.each([
    ["t3.medium", "AL2023_x86_64_STANDARD", false],
    ["m7i-flex.large", "AL2023_x86_64_STANDARD", false],
    ["m7g.large", "AL2023_ARM_64_STANDARD", false],
    ["c6gn.xlarge", "AL2023_ARM_64_STANDARD", false],
    ["im4gn.large", "AL2023_ARM_64_STANDARD", false],
    ["a1.large", "AL2023_ARM_64_STANDARD", false],
    ["g4dn.xlarge", "AL2023_x86_64_NVIDIA", true],
    ["g5.xlarge", "AL2023_x86_64_NVIDIA", true],
    ["gr6.4xlarge", "AL2023_x86_64_NVIDIA", true],
    ["p6-b200.48xlarge", "AL2023_x86_64_NVIDIA", true],
    ["g5g.xlarge", "AL2023_ARM_64_NVIDIA", true],
  ])("EKS-05 %s gets the image %s", (instanceType, amiType, gpu) => {
    expect(nodeImage([instanceType])).toEqual({ amiType, gpu });
  });

  test("EKS-05 types of one kind make one group", () => {
    expect(instanceTypesProblem(["m7i.large", "m6i.large", "c5.xlarge"])).toBeUndefined();
  });

  test.each([
    ["two architectures", ["m7i.large", "m7g.large"]],
    ["GPU types and others", ["g5.xlarge", "m7i.large"]],
  ])("EKS-05 %s in one group are refused", (_, types) => {
    expect(instanceTypesProblem(types)?.fix).toBe("make a node group for each kind");
    expect(() => nodeImage(types)).toThrow("one architecture");
  });

  test.each(["m4.large", "t2.medium", "i3.large", "inf2.xlarge", "g4ad.xlarge", "p2.xlarge"])(
    "EKS-05 %s is refused: it has no image, or no addresses by prefix",
    (instanceType) => {
      expect(instanceTypesProblem(["m7i.large", instanceType])?.expected).toContain(instanceType);
    },
  );

  test("EKS-06 DNS and the add-ons need a node without a GPU taint", () => {
    const gpu = { instanceTypes: ["g5.xlarge"], minPerZone: 1 };
    const sometimes = { instanceTypes: ["t3.medium"], minPerZone: 0 };
    expect(systemPodsProblem([gpu, sometimes])?.fix).toContain("general");
    expect(systemPodsProblem([gpu, { ...sometimes, minPerZone: 1 }])).toBeUndefined();
  });
});

describe("what nodes are told", () => {
  test("EKS-05 user data is a MIME document whose NodeConfig raises the number of pods", () => {
    const text = Buffer.from(nodeUserData(), "base64").toString();
    expect(text).toMatch(
      /^MIME-Version: 1\.0\nContent-Type: multipart\/mixed; boundary="BOUNDARY"\n\n--BOUNDARY\n/,
    );
    expect(text).toContain(
      "Content-Type: application/node.eks.aws\n\n---\napiVersion: node.eks.aws/v1alpha1",
    );
    expect(text).toContain(`maxPods: ${MAX_PODS}`);
    expect(text).toMatch(/\n--BOUNDARY--\n$/);
  });

  test("EKS-06 every setting of the CNI is text, as its schema demands", () => {
    const { env, ...others } = vpcCniConfiguration({ owner: "a" }) as { env: Record<string, unknown> };
    const settings = [...Object.values(env), ...Object.values(others)];
    expect(settings.length).toBeGreaterThan(3);
    expect(settings.filter((value) => typeof value !== "string")).toEqual([]);
  });
});

describe("paths of Fargate pods", () => {
  test("FAR-01 each model port is opened to the load balancer, and to nodes where Prometheus reads it", () => {
    const ports = (from: string) =>
      fargatePaths({ modelPorts: [8000, 8501], scrapedPorts: [8501] })
        .filter((path) => path.from === from && path.to === "cluster" && path.port !== 10250)
        .map((path) => path.port);
    expect(ports("alb")).toEqual([8000, 8501]);
    expect(ports("nodes")).toEqual([8501]);
  });

  test("FAR-01 names are asked for over both TCP and UDP", () => {
    const dns = fargatePaths({ modelPorts: [], scrapedPorts: [] }).filter((path) => path.port === 53);
    expect(dns.map(({ from, to, protocol }) => [from, to, protocol])).toEqual([
      ["cluster", "nodes", "tcp"],
      ["cluster", "nodes", "udp"],
    ]);
  });
});

test("FAR-01 a service is trusted only for the resource that is named", () => {
  expect(JSON.parse(trustFor("eks.amazonaws.com", "arn:aws:eks:eu-west-1:111122223333:cluster/a"))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "eks.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:eks:eu-west-1:111122223333:cluster/a" } },
      },
    ],
  });
});
