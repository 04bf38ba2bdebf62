export { type LogInProxy, logInProxiesOf } from "./model/proxies";
export { serverBehind } from "./model/upstreams";
