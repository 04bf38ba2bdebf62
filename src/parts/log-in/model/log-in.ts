import { type LogIn } from "../../../infrastructure/part-log-in";
import { isLogInProxy, logInProxiesOf } from "./proxies";
import { proxyProblems } from "./proxy-problems";

export const LOG_IN: LogIn = {
  proxiesOf: logInProxiesOf,
  isProxy: isLogInProxy,
  problemsOf: proxyProblems,
};
