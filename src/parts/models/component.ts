import { permittedServices } from "../../environment/permissions";
import { component } from "../../platform/contract";

export const models = component({
  id: "models",
  title: "models",
  order: 110,
  needs: ({ config }) => {
    const own = [
      { service: "s3", why: "hold their files" },
      { service: "sts", why: "exchange their service account for a role" },
    ];
    const permitted = [...permittedServices(config)].map(([service, action]) => ({
      service,
      why: `have the permission ${action}`,
    }));
    return {
      services: [...own, ...permitted.filter(({ service }) => !own.some((each) => each.service === service))],
    };
  },
});
