import { ImageReference } from "../../src/infrastructure/kubernetes-images";
test.each([
  ["redis", { registry: "docker.io", path: "redis" }],
  ["redis:8.2.3", { registry: "docker.io", path: "redis", tag: "8.2.3" }],
  [
    "public.ecr.aws/eks/controller:v3.5.0",
    { registry: "public.ecr.aws", path: "eks/controller", tag: "v3.5.0" },
  ],
  ["localhost:5000/app@sha256:ab", { registry: "localhost:5000", path: "app", digest: "sha256:ab" }],
])("the image reference %s is split into its parts", (text, parts) => {
  expect(ImageReference.parse(text)).toEqual(parts);
});
