import {
  publishedActions,
  publishedKeys,
  publishedServices,
  publishedVersion,
} from "../../dev/service-data/published";
import {
  actionPrefixes,
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
      key.startsWith("aws:") ? [] : [key.replace(/\$\{.*$/, "")],
    );
    const same = (a: readonly unknown[], b: readonly unknown[] = []): boolean =>
      JSON.stringify(a.map(String).sort()) === JSON.stringify(b.map(String).sort());
    return !same(published, read) || !same(keys, actionsOf(service)?.keys);
  });
  expect(differing).toEqual([]);
});

test("a service without an extract is none", () => {
  expect(actionsOf("nosuchservice")).toBeUndefined();
  expect(actionsOf("constructor")).toBeUndefined();
  expect(actionsOf("SQS")).toBe(actionsOf("sqs"));
});
