import { imageReachable } from "../../../src/checks/images/image-reachable";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { CONTEXT, foundBy } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";
import { GATEWAY } from "../../support/network-by-ids";
import { planOf } from "../../support/reference-plans";
import { container } from "./plans";

const afterImage = (image: string): string[] =>
  foundBy(
    imageReachable,
    altered("retail-forecast", ({ models }) => {
      container(models, "retail_forecast_api").image = image;
    }),
  );

test("image-reachable finds a public image without internet access", () => {
  expect(afterImage("quay.io/example/api:1.0.0")).toEqual([
    expect.stringContaining("quay.io/example/api, which is on the internet"),
  ]);
});

test("image-reachable finds a public chart without internet access", () => {
  const plan = altered("retail-forecast", ({ platform }) => {
    platform.resource.helm_release.load_balancer_controller.repository = "https://aws.github.io/eks-charts";
  });
  expect(foundBy(imageReachable, plan)).toEqual([
    expect.stringContaining(
      "https://aws.github.io/eks-charts/aws-load-balancer-controller, which is on the internet",
    ),
  ]);
});

test("image-reachable accepts public images if every subnet has a route to a NAT gateway", () => {
  expect(foundBy(imageReachable, environmentPlan(planOf("ml-inference-prod")))).toEqual([]);
});

test("image-reachable finds public images once one subnet has no route to the internet", () => {
  const plan = altered("ml-inference-prod", ({ network }) => {
    delete network.resource.aws_route.private_internet_b;
  });
  expect(foundBy(imageReachable, plan).length).toBeGreaterThan(4);
});

test.each(ENVIRONMENTS)("%s: image-reachable finds each repository that no layer creates", (environment) => {
  const names = Object.keys(
    planOf(environment).stack("cluster").json["resource"]?.["aws_ecr_repository" as never] ?? {},
  );
  expect(names).not.toEqual([]);
  // No pod of the stacks pulls the image of a model in Git.
  for (const name of names.filter((each) => each !== "sentiment")) {
    const plan = altered(environment, ({ cluster }) => {
      Reflect.deleteProperty(cluster.resource.aws_ecr_repository as object, name);
    });
    const found = foundBy(imageReachable, plan);
    expect(found).not.toEqual([]);
    expect(found.filter((each) => !each.includes("no layer creates the repository"))).toEqual([]);
  }
});

test.each([
  ["another region", "111122223333.dkr.ecr.eu-west-1.amazonaws.com", "another region"],
  ["an unknown account", "999988887777.dkr.ecr.ap-southeast-1.amazonaws.com", "account 999988887777"],
])("image-reachable finds an image of %s", (_, registry, problem) => {
  expect(afterImage(`${registry}/eks/api:1.0.0`)).toEqual([expect.stringContaining(problem)]);
});

test("image-reachable accepts an image of the EKS add-on account", () => {
  expect(afterImage("602401143452.dkr.ecr.ap-southeast-1.amazonaws.com/eks/api:1.0.0")).toEqual([]);
});

test("image-reachable finds a repository that a later layer creates", () => {
  const plan = altered("retail-forecast", ({ cluster, models }) => {
    models.resource.aws_ecr_repository = { late: cluster.resource.aws_ecr_repository.retail_forecast_api };
    delete cluster.resource.aws_ecr_repository.retail_forecast_api;
  });
  expect(foundBy(imageReachable, plan)).toEqual([
    expect.stringContaining("only created in the models layer"),
  ]);
});

test("image-reachable finds an image that no value names, without internet access", () => {
  const plan = altered("retail-forecast", ({ platform }) => {
    const release = platform.resource.helm_release.load_balancer_controller;
    const values = JSON.parse(release.values[0]) as Record<string, unknown>;
    delete values["image"];
    release.values = [JSON.stringify(values)];
  });
  expect(foundBy(imageReachable, plan)).toEqual([
    expect.stringContaining(
      "the chart's default pulls public.ecr.aws/eks/aws-load-balancer-controller, which is on the internet",
    ),
  ]);
});

test("image-reachable finds the images of a release without values, without internet access", () => {
  const plan = altered("retail-forecast", ({ platform }) => {
    delete platform.resource.helm_release.load_balancer_controller.values;
  });
  expect(foundBy(imageReachable, plan)).toEqual([expect.stringContaining("the chart's default pulls")]);
});

test("image-reachable finds the image of an init container, without internet access", () => {
  const plan = altered("retail-forecast", ({ models }) => {
    const [deployment] = Object.values<Editable>(models.resource.kubernetes_deployment_v1);
    Object.assign(deployment?.spec.template.spec, {
      init_container: [{ name: "load", image: "docker.io/library/busybox:1.38.0" }],
    });
  });
  expect(foundBy(imageReachable, plan)).toEqual([
    expect.stringContaining("container load pulls docker.io/library/busybox, which is on the internet"),
  ]);
});

/** Notices and errors where the file of the environment names the repository of its model. */
const foundWith = (repository: string) => {
  const change = { models: [{ name: "api", image: { repository, tag: "1.0.0" } }] };
  const stated = statedIn(settingsFor(configWith("retail-forecast", change)));
  return imageReachable
    .run(environmentPlan(planWith("retail-forecast", change)), { ...CONTEXT, statedOf: () => stated })
    .map(({ isNotice = false, message }) => [isNotice, message]);
};

test.each([
  ["111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/nlp/api", "no layer creates the repository nlp/api"],
  ["999988887777.dkr.ecr.ap-southeast-1.amazonaws.com/golden/api", "whether account 999988887777 allows"],
])("image-reachable does not judge %s, which the file names", (repository, why) => {
  expect(foundWith(repository)).toEqual([
    [true, expect.stringMatching(new RegExp(`^not judged: container api pulls .*${why}`))],
  ]);
});

test.each([
  [
    "in a repository that synth creates for another model",
    "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/other",
  ],
  ["on the internet", "quay.io/example/api"],
  ["in another region", "111122223333.dkr.ecr.eu-west-1.amazonaws.com/nlp/api"],
])("image-reachable finds an image %s, also where the file names it", (_, repository) => {
  expect(foundWith(repository)).toEqual([[false, expect.stringContaining("container api pulls")]]);
});

test.each([
  ["harbor.bank.example/ml/api:1.0.0", "not judged: whether harbor.bank.example, from which"],
  ["harbor.bank.example:8443/ml/api:1.0.0", "harbor.bank.example:8443/ml/api, which is on the internet"],
  ["quay.io/example/api:1.0.0", "quay.io/example/api, which is on the internet"],
])("image-reachable with a rule of nodes to 443 of the company's registry: %s", (image, message) => {
  const network = {
    attachments: [{ ...GATEWAY, cidrs: ["10.60.0.0/16"] }],
    extraRules: [
      {
        group: "nodes",
        direction: "egress",
        peer: "10.60.9.0/28",
        port: 443,
        reason: "registry of the company",
      },
    ],
  };
  const plan = altered(planWith("retail-forecast", { network }), ({ models }) => {
    container(models, "retail_forecast_api").image = image;
  });
  expect(foundBy(imageReachable, plan)).toEqual([expect.stringContaining(message)]);
});
