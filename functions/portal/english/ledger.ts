/** The ledger of a month, on a page. */
export const LEDGER = {
  台账各表: "Sheets of the ledger",
  报送月份: "Month reported on",
  只看含有这些字的行: "Only rows that hold these words",
  筛选: "Show",
  "{found} 行。": "Rows: {found}. ",
  "导出这些行（.xlsx）": "Export these rows (.xlsx)",
  行: "Row",
  翻页: "More pages",
  "‹ 上一页": "‹ Back",
  "第 {page} 页，共 {pages} 页": "Page {page} of {pages}",
  "下一页 ›": "On ›",
} as const;
