import { recordedIn } from "../../../src/deploy/teardown/look";

test("a state names the ids that its resources have, and nothing for those that they lack", () => {
  const resource = {
    mode: "managed",
    type: "aws_ecr_repository",
    name: "api",
    instances: [{ attributes: { id: "prod/api", arn: null } }],
  };
  const recorded = recordedIn({ resources: [resource] });
  expect([...recorded].sort()).toEqual(["aws_ecr_repository.api", "prod/api"]);
});
