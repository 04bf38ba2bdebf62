import {
  publishedActions,
  publishedKeys,
  publishedKeysOf,
  publishedResources,
  publishedServices,
  publishedVersion,
} from "../../dev/service-data/published";
import {
  actionPrefixes,
  actionHasKey,
  conditionKeyStem,
  actionsExtract,
  actionsOf,
} from "../../src/evidence/service-actions/service-actions";

test("the extract has the services of the published data, and its date", () => {
  expect(publishedServices().length).toBeGreaterThan(400);
  expect(actionPrefixes()).toEqual(publishedServices());
  const { version, date } = publishedVersion();
  expect(actionsExtract()).toMatchObject({ source: expect.stringContaining(version) as string, date });
});

test("each service has the published actions, with the kinds of their resources, and the condition keys", () => {
  const differing = publishedServices().filter((service) => {
    const published = Object.values(publishedActions(service)).map(({ name, resourceTypes }) => [
      name,
      resourceTypes.map((each) => each.name).join(" "),
    ]);
    const read = [...(actionsOf(service)?.actions.values() ?? [])].map(({ name, resources }) => [
      name,
      resources.join(" "),
    ]);
    const keys = Object.values(publishedKeys(service)).flatMap(({ key }) =>
      key.startsWith("aws:") ? [] : [conditionKeyStem(key)],
    );
    const same = (a: readonly unknown[], b: readonly unknown[] = []): boolean =>
      JSON.stringify(a.map(String).sort()) === JSON.stringify(b.map(String).sort());
    return !same(published, read) || !same(keys, actionsOf(service)?.keys);
  });
  expect(differing).toEqual([]);
});

test("each service has the services of the ARNs of its resources", () => {
  const differing = publishedServices().filter((service) => {
    const arns = Object.values(publishedResources(service)).map(({ arn }) => arn.split(":")[2] ?? "");
    const others = [...new Set(arns)].filter((each) => each !== service).sort();
    return others.join(" ") !== actionsOf(service)?.arnServices.slice(1).join(" ");
  });
  expect(differing).toEqual([]);
  expect(actionsOf("kafka-cluster")?.arnServices).toEqual(["kafka-cluster", "kafka"]);
});

test("a service without an extract is none", () => {
  expect(actionsOf("nosuchservice")).toBeUndefined();
  expect(actionsOf("constructor")).toBeUndefined();
  expect(actionsOf("SQS")).toBe(actionsOf("sqs"));
});

const SERVICES = ["s3", "kms", "sts", "secretsmanager", "sns", "ecr", "iam", "logs"];

test.each(SERVICES)(
  "actions of %s have the published condition keys, where the extract tells them",
  (service) => {
    const all = Object.values(publishedActions(service)).map((action) => ({
      name: action.name,
      stems: publishedKeysOf(service, action).map(conditionKeyStem),
    }));
    const stems = [...new Set(all.flatMap((action) => action.stems))];
    const differing = stems.flatMap((stem) =>
      all.flatMap((action) => {
        const told = actionHasKey(service, action.name, stem.endsWith("/") ? `${stem}x` : stem);
        return told === undefined || told === action.stems.includes(stem) ? [] : [`${stem} ${action.name}`];
      }),
    );
    expect(differing).toEqual([]);
  },
);

test("the extract writes the condition keys of AWS up to the names in them", () => {
  const keys = ["s3:ExistingObjectTag/<key>", "s3:BucketTag/${TagKey}", "secretsmanager:ResourceTag/tag-key"];
  expect(keys.map(conditionKeyStem)).toEqual([
    "s3:ExistingObjectTag/",
    "s3:BucketTag/",
    "secretsmanager:ResourceTag/",
  ]);
  expect(conditionKeyStem("s3:prefix")).toBe("s3:prefix");
});

test.each([
  ["s3", "GetObject", "s3:prefix", false],
  ["S3", "listbucket", "S3:Prefix", true],
  ["kms", "Decrypt", "kms:EncryptionContext:aws:s3:arn", true],
  ["iam", "PassRole", "iam:PassedToService", true],
  ["ec2", "StopInstances", "ec2:ResourceTag/team", undefined],
  ["glue", "GetJob", "glue:VpcIds", undefined],
  ["nosuchservice", "Get", "nosuchservice:key", undefined],
])("%s:%s has the condition key %s: %s", (service, action, key, expected) => {
  expect(actionHasKey(service, action, key)).toBe(expected);
});
