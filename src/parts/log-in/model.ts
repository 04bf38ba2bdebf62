export { type LogInProxy, imageOf, isLogInProxy, isProxy, logInProxiesOf } from "./model/proxies";
export { serverBehind } from "./model/upstreams";
