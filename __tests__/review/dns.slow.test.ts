import { type Layers, between, edited, linesIn, reviewOf } from "./pairs";
import { BUCKET_KEY, withKeys } from "../support/customer-keys";
import { planWith } from "../support/changed-plans";
import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";

/** Lines of a topic of the review of two plans. */
const linesBetween = (title: string, before: Plan, after: Plan): string[] =>
  linesIn(reviewOf(between(before, after)), title);

const recorded = (entry: object = {}): Plan => planWith("mlapp", { entry: { dnsRecord: true, ...entry } });

const RESOLVES =
  "mlapp.com resolves to the load balancer of kubernetes_ingress_v1.models, in hosted zone Z0123456789MLAPPZONE";

test("a new record is reported", () => {
  expect(linesBetween("DNS records", planOf("mlapp"), recorded())).toEqual([`info: now: ${RESOLVES}`]);
});

test("a removed record is reported", () => {
  expect(linesBetween("DNS records", recorded(), planOf("mlapp"))).toEqual([
    `attention: no longer: ${RESOLVES}`,
  ]);
});

test("a record in another hosted zone is reported", () => {
  const lines = linesBetween("DNS records", recorded(), recorded({ hostedZoneId: "Z0123456789OTHERZONE" }));
  expect(lines).toEqual([
    `attention: no longer: ${RESOLVES}`,
    `attention: now: ${RESOLVES.replace("MLAPPZONE", "OTHERZONE")}`,
    "attention: aws_route53_record.entry_validation is replaced, zone_id Z0123456789MLAPPZONE → Z0123456789OTHERZONE: AWS renews the certificate only while the record is in the zone that resolves its names",
  ]);
});

test("a record whose zone is searched by another id is replaced, not of an unknown action", () => {
  const pair = between(recorded(), recorded({ hostedZoneId: "Z0123456789OTHERZONE" }));
  expect(reviewOf(pair).counts).toMatchObject({ unknown: 0 });
});

test("a scheme of the controller's load balancer that changes leaves its record behind", () => {
  expect(linesBetween("DNS records", recorded(), recorded({ scheme: "internal" }))).toEqual([
    "attention: mlapp.com resolves to the old load balancer after this apply, since the controller replaces it afterwards; apply models again",
  ]);
});

test("a new Ingress has its record in the same apply", () => {
  const renamed = recorded({ scheme: "internal", name: "renamed" });
  expect(linesBetween("DNS records", recorded(), renamed)).toEqual([]);
});

test("a change of other settings leaves no record behind", () => {
  const edit = ({ models }: Layers) => {
    const { annotations } = models.resource.kubernetes_ingress_v1.models.metadata;
    annotations["alb.ingress.kubernetes.io/success-codes"] = "200-299";
  };
  const { topics } = reviewOf(edited(recorded(), edit));
  expect(topics.map(({ title }) => title)).not.toContain("DNS records");
});

test("another key of the model bucket does not apply to the objects in it", () => {
  const lines = linesBetween("Keys", planOf("ml-inference-prod"), withKeys());
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^attention: KMS key of aws_s3_bucket_server_side_encryption_configuration\.models: .*existing data keeps the old key/,
    ),
  );
});

test("a role that gains the permission to decrypt is reported with the key and its conditions", () => {
  const lines = linesBetween("Permissions", planOf("ml-inference-prod"), withKeys());
  expect(lines).toContainEqual(
    expect.stringMatching(
      new RegExp(
        `gains kms:Decrypt on ${BUCKET_KEY} if .*kms:ViaService s3\\.ap-southeast-2\\.amazonaws\\.com`,
      ),
    ),
  );
});
