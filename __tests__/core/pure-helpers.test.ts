import fc from "fast-check";
import { awsLocation, bucketArn, ecrRegistry, managedPolicyArn, regionalArn } from "../../src/core/aws";
import { addressesOf, cidrAt, contains, isCidr, overlaps, prefixLength, subnetOf } from "../../src/core/cidr";
import { serviceTrust } from "../../src/core/iam";
import { LAYERS, splitStackName, stackName } from "../../src/core/layers";
import { cpuMillis, memoryMiB, quantity } from "../../src/core/quantities";

/** A range without host bits, as an address and a prefix. */
const range = fc
  .record({ address: fc.nat({ max: 0xffffffff }), prefix: fc.integer({ min: 1, max: 32 }) })
  .map(
    ({ address, prefix }) =>
      `${dotted(Math.floor(address / 2 ** (32 - prefix)) * 2 ** (32 - prefix))}/${prefix}`,
  );

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

describe("ranges", () => {
  test("every range without host bits is a CIDR", () => {
    fc.assert(fc.property(range, (cidr) => isCidr(cidr)));
  });

  test.each([
    "10.0.0.0",
    "10.0.0.0/33",
    "10.0.0/16",
    "10.0.0.256/24",
    "::/0",
    "",
    " 10.0.0.0/8",
    "010.0.0.0/8",
    "10.0.0.0/8/8",
    "${aws_vpc.main.cidr_block}/8",
  ])("%j is none, and has no addresses", (text) => {
    expect(isCidr(text)).toBe(false);
    expect(addressesOf(text)).toBeUndefined();
  });

  test("a range with host bits is none, and has the addresses of its network", () => {
    expect(isCidr("10.0.0.1/16")).toBe(false);
    expect(addressesOf("10.0.0.1/16")).toEqual(addressesOf("10.0.0.0/16"));
  });

  test.each([
    ["10.0.101.0/24", 167798016, 167798271],
    ["0.0.0.0/0", 0, 4294967295],
    ["255.255.255.255/32", 4294967295, 4294967295],
  ])("%s begins and ends where it should", (cidr, first, last) => {
    expect(addressesOf(cidr)).toEqual({ first, last });
  });

  test("a range is where its first address and its prefix say", () => {
    fc.assert(
      fc.property(range, (cidr) => {
        expect(cidrAt(addressesOf(cidr)?.first ?? NaN, prefixLength(cidr))).toBe(cidr);
      }),
    );
  });

  test("a range holds each of its parts, and the parts do not overlap", () => {
    const parts = fc.record({ cidr: range, bits: fc.integer({ min: 1, max: 4 }) });
    fc.assert(
      fc.property(parts, ({ cidr, bits }) => {
        const prefix = prefixLength(cidr) + bits;
        fc.pre(prefix <= 32);
        const cut = Array.from({ length: 2 ** bits }, (_, index) => subnetOf(cidr, prefix, index));
        expect(cut.every((part) => isCidr(part) && contains(cidr, part) && !contains(part, cidr))).toBe(true);
        expect(cut.some((part, index) => cut.slice(index + 1).some((other) => overlaps(part, other)))).toBe(
          false,
        );
      }),
    );
  });

  test("overlap is the same from both sides", () => {
    fc.assert(fc.property(range, range, (a, b) => overlaps(a, b) === overlaps(b, a)));
  });
});

describe("stack names", () => {
  test.each(LAYERS)("the %s stack of an environment is told apart", (layer) => {
    expect(splitStackName(stackName("retail-forecast-models", layer))).toEqual({
      environment: "retail-forecast-models",
      layer,
    });
  });

  test("any other name is no stack of ours", () => {
    expect(splitStackName("network")).toBeUndefined();
  });
});

describe("quantities of Kubernetes", () => {
  test.each([
    ["250m", 0.25],
    ["2", 2],
    ["512Mi", 512 * 2 ** 20],
    ["1.5Gi", 1.5 * 2 ** 30],
    ["1k", 1000],
    ["512MB", NaN],
    ["-1", NaN],
    ["", NaN],
    ["many", NaN],
  ])("the amount %j is %d", (text, amount) => expect(quantity(text)).toBe(amount));

  test.each([
    ["250m", 250],
    ["2", 2000],
  ])("%s is %d thousandths of a CPU", (text, millis) => expect(cpuMillis(text)).toBe(millis));

  test.each([
    ["512Mi", 512],
    ["2Gi", 2048],
  ])("%s is %d MiB", (text, mib) => expect(memoryMiB(text)).toBe(mib));
});

describe("ARNs", () => {
  test.each([
    ["eu-west-1", "aws", "111122223333.dkr.ecr.eu-west-1.amazonaws.com"],
    ["cn-north-1", "aws-cn", "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn"],
    ["us-gov-west-1", "aws-us-gov", "111122223333.dkr.ecr.us-gov-west-1.amazonaws.com"],
  ])("in %s they begin with arn:%s", (region, partition, registry) => {
    const location = awsLocation("111122223333", region);
    expect(regionalArn(location, "kms", "alias/a")).toBe(
      `arn:${partition}:kms:${region}:111122223333:alias/a`,
    );
    expect(bucketArn(location, "b")).toBe(`arn:${partition}:s3:::b`);
    expect(managedPolicyArn(location, "P")).toBe(`arn:${partition}:iam::aws:policy/P`);
    expect(ecrRegistry(location)).toBe(registry);
  });

  test("trust in a service is for this account only, where the service can say", () => {
    expect(JSON.parse(serviceTrust("vpc-flow-logs.amazonaws.com", "111122223333"))).toMatchObject({
      Statement: [{ Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } }],
    });
  });
});
