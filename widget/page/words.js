/**
 * What the page says beside the drawing, in Vietnamese and English; `Q` and `M` are statuses of figures.
 */

const VI = {
  role: 'biểu đồ tương tác',
  hint: 'Các phím mũi tên đi qua từng số liệu.',
  menu: 'Tùy chọn biểu đồ',
  chart: 'Xem biểu đồ',
  table: 'Xem bảng số liệu',
  orders: ['Thứ tự gốc', 'Giảm dần', 'Tăng dần'],
  save: 'Tải',
  embed: 'Mã nhúng',
  link: 'Sao chép liên kết',
  copy: 'Sao chép',
  copied: 'Đã sao chép',
  close: 'Đóng',
  failed: 'Không tải được',
  off: 'đã ẩn',
  on: 'đã hiện',
  Q: 'bảo mật',
  M: 'không áp dụng',
  missing: 'chưa báo cáo',
  provisional: 'số tạm tính',
  page: 'Mở trang biểu đồ',
  kinds: { bar: 'Biểu đồ thanh', column: 'Biểu đồ cột', line: 'Biểu đồ đường', multiples: 'Loạt biểu đồ nhỏ' },
  highest: 'Cao nhất',
  lowest: 'Thấp nhất',
  to: 'đến',
};

const EN = {
  role: 'interactive chart',
  hint: 'Arrow keys move through the values.',
  menu: 'Chart options',
  chart: 'Show the chart',
  table: 'Show the table',
  orders: ['Original order', 'Largest first', 'Smallest first'],
  save: 'Download',
  embed: 'Embed codes',
  link: 'Copy link',
  copy: 'Copy',
  copied: 'Copied',
  close: 'Close',
  failed: 'Could not be loaded',
  off: 'hidden',
  on: 'shown',
  Q: 'confidential',
  M: 'not applicable',
  missing: 'not reported',
  provisional: 'provisional',
  page: 'Open the chart',
  kinds: { bar: 'Bar chart', column: 'Column chart', line: 'Line chart', multiples: 'Small multiples' },
  highest: 'Highest',
  lowest: 'Lowest',
  to: 'to',
};

/** The words of a language. */
export const wordsIn = (lang) => (lang === 'en' ? EN : VI);
