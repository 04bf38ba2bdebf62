import { imageExact } from "../../../src/checks/images/image-exact";
import { altered } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { container } from "./plans";

const afterImage = (image: string): string[] =>
  foundBy(
    imageExact,
    altered("retail-forecast", ({ models }) => {
      container(models, "retail_forecast_api").image = image;
    }),
  );

test.each([
  ["111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/retail-forecast-api", "has no tag"],
  [
    "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/retail-forecast-api:latest",
    "tag is mutable",
  ],
  ["docker.io/library/redis:8", "changes with each release"],
  ["docker.io/library/redis@sha256:abc", "digest is invalid"],
  ["", "names no image"],
])("image-exact finds the image %p", (image, problem) => {
  expect(afterImage(image)).toEqual([expect.stringContaining(problem)]);
});

test.each([
  ["a build number in a private registry", "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/a/b:42"],
  ["a digest", `quay.io/a/b:1@sha256:${"0".repeat(64)}`],
])("image-exact accepts %s", (_, image) => {
  expect(afterImage(image)).toEqual([]);
});

test("image-exact finds a mutable tag in a `set` block of a release", () => {
  const plan = altered("retail-forecast", ({ platform }) => {
    platform.resource.helm_release.load_balancer_controller.set = [{ name: "image.tag", value: "latest" }];
  });
  expect(foundBy(imageExact, plan)).toEqual([expect.stringContaining("value image pulls")]);
});

test.each([[undefined], ["~> 3.5"], ["3.x"]])("image-exact finds the chart version %p", (version) => {
  const plan = altered("retail-forecast", ({ platform }) => {
    platform.resource.helm_release.load_balancer_controller.version = version;
  });
  expect(foundBy(imageExact, plan)).toEqual([expect.stringContaining("expected an exact version")]);
});
