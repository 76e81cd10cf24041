/** The way in, and why a page is not shown. */
export const SIGN_IN = {
  登录: "Sign in",
  通讯录中登记的邮箱: "Your mailbox in the directory",
  "系统把登录链接发到这个邮箱，不用密码。链接十分钟内有效，只能用一次。":
    "A sign-in link is sent there; no password. It works for ten minutes, and once.",
  发送登录链接: "Send the link",
  请查收邮件: "Look into your mailbox",
  "邮箱在通讯录中的，登录链接已经发出，一般一分钟内收到；请打开邮件里的链接，再点“登录”。":
    "If the mailbox is in the directory, a link is on its way and should be there within a minute. Open it, then press “Sign in”.",
  "没有收到的，请查看垃圾邮件，核对邮箱是否与通讯录一致，或请行动计划牵头办公室更新通讯录。短时间内多次索取的，请一小时后再试。":
    "Nothing came? Look into your spam, check that the mailbox is the one in the directory, or ask the plan office to update it. After several attempts, wait an hour.",
  重新填写邮箱: "Enter the mailbox again",
  "以 {mail} 登录，十二小时内有效。公用的电脑，用完请退出。":
    "Sign in as {mail}, for twelve hours. On a shared computer, sign out when you are done.",

  没有这个页面: "No such page",
  "地址有误，或所查的内容不存在。请从首页重新进入。":
    "The address is wrong, or there is nothing there. Start again from the first page.",
  操作未执行: "Nothing was done",
  "这次提交不是从本系统的页面发出的，或页面已过期。请返回页面，刷新后重试。":
    "It was not sent from a page of this system, or the page is too old. Go back, reload it and try again.",
  还没有启用的行动计划: "No plan is in force",
  "请先用 duban import 导入行动计划，导入后本页显示报送情况。":
    "Import a plan with duban import; this page then shows its reports.",
  链接无效或已失效: "The link is not valid any more",
  "请打开最近一封提醒邮件或回执里的链接。仍打不开的，直接回复那封邮件同样可以报送。":
    "Open the link in the latest reminder or receipt. If that fails too, answer that mail: it counts as well.",
  登录链接无效或已失效: "The sign-in link is not valid any more",
  "链接十分钟内有效，只能用一次。请重新填写邮箱，取一个新的链接。":
    "It works for ten minutes, and once. Enter your mailbox again for a new one.",
  提交的内容不完整: "Something is missing",
  "请返回上一页，写明正文或附上填报表（.xlsx，不超过 3 MB）后重新提交。":
    "Go back, write a text or attach the workbook (.xlsx, at most 3 MB), and send it again.",
  提交的内容过大: "Too large",
  "一次提交不超过 4 MB。请删去图片等内容后重新提交。":
    "At most 4 MB at once. Remove pictures and the like, and send it again.",
  提交过于频繁: "Too many at once",
  "请一分钟后返回上一页重新提交，所填内容仍在那一页上。":
    "Go back in a minute and send it again; what you filled in is still there.",
  系统出错: "Something went wrong",
  "页面没有打开，错误已记录。请稍后重试；多次出现时请告知系统管理员。":
    "The page did not open; the error is on record. Try again later, and tell the administrator if it stays.",
  重新登录: "Sign in again",
  返回首页: "To the first page",
} as const;
