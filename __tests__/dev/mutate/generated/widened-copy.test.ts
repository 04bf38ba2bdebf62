import { widenedCopy } from "../../../../dev/mutate/generated/widened-copy";

const copyOf = (type: string, config: object) => {
  const copy = widenedCopy({ address: `${type}.a`, type, name: "a", config: config as never });
  return { address: copy?.address, config: copy?.apply({}) };
};

test("a copy has another address and name, and wider values", () => {
  expect(
    copyOf("aws_vpc_security_group_ingress_rule", {
      cidr_ipv4: "10.0.0.0/8",
      security_group_id: "${a.b.id}",
    }),
  ).toEqual({
    address: "aws_vpc_security_group_ingress_rule.a_another",
    config: { cidr_ipv4: "0.0.0.0/0", security_group_id: "${a.b.id}" },
  });
  expect(copyOf("aws_ecr_repository", { name: "a", image_tag_mutability: "IMMUTABLE" }).config).toEqual({
    name: "a-another",
    image_tag_mutability: "MUTABLE",
  });
});

test("a policy of a copy allows everything to everyone that it names", () => {
  const statement = { Effect: "Allow", Principal: { AWS: "a" }, Action: "s3:GetObject", Resource: "b" };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const { config } = copyOf("aws_s3_bucket_policy", { bucket: "a", policy });
  expect(JSON.parse(String(config?.["policy"]))).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
  });
});

test("a block without a value that can be wider has no copy", () => {
  expect(
    copyOf("aws_kms_alias", { name: "alias/a", target_key_id: "${aws_kms_key.a.id}" }).config,
  ).toBeUndefined();
});
