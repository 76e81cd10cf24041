/** What AWS, or the way to it, says no with, for the person at the keyboard; undefined when it is something else. */
export function awsProblem(problem: unknown): string | undefined {
  if (!(problem instanceof Error)) return undefined;
  const code = "code" in problem ? String(problem.code) : "";
  return SAID.find(([pattern]) => pattern.test(problem.name) || pattern.test(code))?.[1](problem.message || code);
}

const SAID: readonly (readonly [pattern: RegExp, said: (message: string) => string])[] = [
  [
    /^(CredentialsProviderError|ProviderError)$/,
    () => "没有可用的 AWS 口令。请先运行 aws configure 或 aws sso login，或设置环境变量 AWS_PROFILE。",
  ],
  [
    /^(ExpiredToken|ExpiredTokenException|RequestExpired)$/,
    () => "AWS 口令已过期。请重新登录（aws sso login）后再试。",
  ],
  [
    /^(UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignatureException|MissingAuthenticationTokenException)$/,
    () => "AWS 不认这份口令。请核对口令和本机时间；中国区域要用中国账户的口令。",
  ],
  [
    /^(AccessDenied|AccessDeniedException)$/,
    (message) => `AWS 拒绝了这一步（${message}）。请让账户管理员给您这项权限，所需权限见 infra/cloud/README.md“四”。`,
  ],
  [
    /^(NoSuchBucket|QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue|ResourceNotFoundException)$/,
    (message) => `部署不完整（${message}）。请重新部署：DUBAN_STAGE=部署名 npx cdk deploy。`,
  ],
  [
    /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|TimeoutError)$/,
    (message) => `连不上 AWS（${message}）。请检查网络、代理，以及部署文件里的区域。`,
  ],
];
