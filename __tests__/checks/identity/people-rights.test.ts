import { peopleRights } from "../../../src/checks/identity/people-rights";
import { type Editable } from "../../support/altered";
import { newlyFound } from "../../support/findings";

test("readers who may read secrets are found", () => {
  const found = newlyFound([peopleRights], "ml-platform", ({ platform }) => {
    (platform.resource.kubernetes_cluster_role_v1.people_readers as Editable).rule.push({
      api_groups: [""],
      resources: ["secrets"],
      verbs: ["get"],
    });
  });
  expect(found).toContainEqual(expect.stringContaining("secrets"));
});
