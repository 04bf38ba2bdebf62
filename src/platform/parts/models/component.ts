import { component } from "../contract";

export const models = component({
  id: "models",
  title: "models",
  order: 110,
  needs: () => ({
    services: [
      { service: "s3", why: "hold their files" },
      { service: "sts", why: "exchange their service account for a role" },
    ],
  }),
});
