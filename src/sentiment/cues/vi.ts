import type { Cues } from '../cue.js';

export const VIETNAMESE: Cues = {
  own: 'mình mua|em mua|tôi mua|mới mua|mua về|mua được|đơn hàng|mình đặt|em đặt|tôi đặt|nhận hàng|nhận được hàng|máy mình|máy em|máy tôi|của mình|của em|của tôi|mình dùng|em dùng|mình bị|em bị|tôi bị|nhà mình|mình đang xài|mình đang dùng|em đang xài|em đang dùng|mình xài|em xài|tôi xài|tôi dùng',
  others:
    'các bác|mấy bác|các bạn|mọi người|bác nào|ai có|anh em|các thím|mấy bạn|mày|tụi mày|chúng mày|bọn mày|bác biết|bạn biết|theo bạn|các mẹ|mấy mẹ|mấy chị|chị em nào|mn ơi|cả nhà ơi',
  why: 'tại sao|tai sao|vì sao|sao lại|sao k|sao ko|sao không|sao mà',
  address:
    'shop|ad|add|admin|ad ơi|chủ quán|bên mình|bên bạn|bạn ơi|anh chị ơi|shop ơi|bên shop|quán ơi|quán mình|bên quán|quán có|quán còn|quán cho|tiệm ơi|tiệm mình|cửa hàng mình|cửa hàng có|nhà hàng mình|nhà hàng có|hãng ơi',
  please: 'vui lòng|làm ơn|xin hãy',
  remedy: 'đền|bồi thường|hoàn tiền|trả lại tiền|đổi trả',
  ask: 'bao nhiêu|bao nhieu|bn|bnhiu|bao nhiu|bao giờ|bao gio|bao lâu|khi nào|khi nao|lúc nào|mấy giờ|may gio|ở đâu|o dau|chỗ nào|cho nao|tại sao|tai sao|vì sao|sao lại|sao k|sao ko|thế nào|the nao|như thế nào|như nào|làm sao|lam sao|phải không|phải ko|đúng không|được không|dc không|đc không|dc ko|đc ko|đc k|dc k|được ko|có không|có ko|có ship|có bán|còn hàng|còn không|còn ko|còn size|còn bàn|hay không|chưa ạ|không ạ|ko ạ|k ạ|không vậy|ai biết|cho hỏi|cho mình hỏi|cho em hỏi|mình hỏi|giá sao|giá bao|giá nhiêu|nhiêu tiền|nhiu tiền|là gì|la gi|cái gì|có gì|gì vậy|nào vậy|có được|hỏi xíu|tới đâu|đến đâu rồi|đâu rồi|đâu rùi',
  askFirst: 'sao|tại sao|vì sao|ai|đâu|bao giờ|mấy|có phải',
  askLast: 'không|khong|ko|k|hông|hong|hem|chưa|chua|hả|nhỉ|vậy|à|ạ nhỉ|sao|gì|đâu|nào|thế|z|v|hở',
  request:
    'giúp mình|giúp em|giúp với|giúp tôi|giúp mik|báo giá|ib|inbox|nhắn tin cho|liên hệ|gọi lại|gọi cho|đặt bàn|dat ban|đặt hàng|đặt trước|đặt phòng|cho mình đặt|cho em đặt|cho mình xin|cho em xin|cho xin|xin giá|xin địa chỉ|xin menu|xin link|muốn đặt|muốn mua|muốn hỏi|cần mua|cần hỗ trợ|gửi cho|gửi lại|đổi trả|đổi hàng|đổi size|hoàn tiền|trả lại tiền|mong shop|mong quán|mong thầy|mong cô|mong nhà trường|đề nghị|phản hồi giúp|check giúp|kiểm tra giúp|lấy cho|rep tin nhắn|trả lời tin nhắn|nên có thêm|cần thêm|cần có thêm|nên thêm|hỗ trợ giúp|hỗ trợ với|hỗ trợ ạ|hỗ trợ em với|hỗ trợ mình với|nhờ hỗ trợ|xin hỗ trợ|ho tro giup|tư vấn giúp|tư vấn với|tư vấn ạ|tư vấn em với|tư vấn mình với|tư vấn cho em với|tư vấn cho mình với|cần tư vấn|nhờ tư vấn|xin tư vấn|muốn được tư vấn|tu van giup',
  complaint:
    'tệ|quá tệ|rất tệ|tệ quá|dở|quá dở|chán|quá chán|thất vọng|that vong|kém|quá kém|chất lượng kém|không tốt|ko tốt|không hài lòng|ko hài lòng|không được|ko dùng được|không dùng được|không hoạt động|ko hoạt động|hỏng|bị hỏng|bị lỗi|lỗi|hư|bị hư|vỡ|rách|bẩn|giao sai|giao nhầm|giao thiếu|thiếu hàng|sai màu|sai size|giao chậm|giao hàng chậm|chậm|quá lâu|chờ lâu|đợi lâu|chưa nhận được|chưa nhận|không nhận được|không trả lời|ko trả lời|không rep|ko rep|không phản hồi|thái độ|mất dạy|bất lịch sự|lừa đảo|lừa|hàng giả|hàng fake|hàng nhái|không giống|ko giống|không như hình|k giống|đắt|mắc quá|quá đắt|bực|bực mình|phí tiền|tốn tiền|mất tiền|khiếu nại|phàn nàn|đừng mua|không nên mua|ko nên mua|hôi|nguội|dở tệ|dỡ|bùng|khó hiểu|không đúng|bị bể|bể nát|bể hết|bể rồi|tức quá|tức ghê|tức điên|tức thật|bực tức|chưa có món|chưa có hàng|chưa giao|chưa thấy giao|chưa thấy hàng|đợi mãi|chờ mãi|đợi hoài|chờ hoài|mãi chưa|mãi không|mãi ko|làm ăn kiểu gì|bị đơ|đơ máy|treo máy|chết máy|chết nguồn|liệt cảm ứng|loạn cảm ứng|hao pin|tụt pin|phục vụ kiểu gì|rác rưởi|như rác|hàng rác',
  thanks:
    'cảm ơn|cám ơn|cam on|cảm ơn shop|thanks|thank|tks|tuyệt vời|tuyệt|rất hài lòng|hài lòng|ưng|rất ưng|ưng ý|yêu quán|yêu shop|sẽ ủng hộ|ủng hộ shop|chúc shop|10 điểm|xuất sắc|đỉnh',
  noise:
    'follow chéo|theo dõi chéo|sub chéo|tương tác chéo|kiếm tiền|kiếm tiền online|việc nhẹ lương cao|tuyển cộng tác viên|tuyển ctv|cộng tác viên|làm thêm tại nhà|tăng follow|tăng like|vay tiền|vay nhanh|cho vay|lô đề|cá cược|nhà cái|casino|nổ hũ|mã giảm giá|minigame|giveaway|bán sỉ|link bio|zalo|kết bạn zalo|mua acc|bán acc|bitcoin|forex|đầu tư sinh lời|ib em|inbox em|ib mình|inbox mình|sỉ lẻ|tuyển sỉ|nhận order|vay vốn|hỗ trợ vay|giải ngân|lãi suất|cho vay nóng|xóc đĩa|tài xỉu|bắn cá|kèo|soi cầu|hack like|sub kênh|đăng ký kênh|link ở bio|link ở cmt|chốt đơn ngay|sale sốc|tặng quà|trúng thưởng|bốc thăm|share bài|tag bạn bè|sim số đẹp|thuốc giảm cân|tăng cân|trị mụn|cam kết khỏi',
  health:
    'ngộ độc|ngo doc|đau bụng|tiêu chảy|bị nôn|buồn nôn|nhập viện|cấp cứu|dị ứng|di ung|con gián|con ruồi|có ruồi|tóc trong|mảnh thủy tinh|mảnh kính|bị mốc|ôi thiu|thiu|hết date|bốc cháy|phát nổ|bị nổ|bị bỏng|chảy máu|bị thương|tai nạn|nguy hiểm|kích ứng|nổi mẩn|tự tử|giật điện|rò điện|có gián|gián trong|thấy gián|gián bò|nôn ra|nôn mửa|có chuột|thấy chuột|phân chuột|chuột chết|chuột chạy|con sâu|có sâu trong|sâu bọ|dòi|mốc meo|mốc xanh|nấm mốc|lên mốc|bị cháy|cháy nổ|sợ cháy|có ngày cháy|chập cháy|chập điện|phát cháy|cháy nhà|hỏa hoạn|bỏng tay|bỏng da|bị phỏng|hết hạn sử dụng|quá hạn sử dụng|quá date|đi bệnh viện|vào bệnh viện',
  legal:
    'khởi kiện|luật sư|ra tòa|tòa án|pháp luật|công an|báo công an|trình báo|quản lý thị trường|bảo vệ người tiêu dùng|tố cáo|cơ quan chức năng|thanh tra|đi kiện|sẽ kiện|kiện ra tòa|kiện tụng|kiện shop|kiện quán|kiện công ty',
  money:
    'lừa đảo|bị lừa|trừ tiền|bị trừ tiền|trừ tiền hai lần|bị hack|mất tài khoản|ăn cắp|mất cắp|chiếm đoạt',
  press:
    'phóng viên|nhà báo|lên báo|báo chí|bóc phốt|phốt|tẩy chay|đăng lên mạng|đăng group|lên truyền hình|đài truyền hình',
  leaving:
    'lần cuối|lần đầu cũng là lần cuối|không quay lại|ko quay lại|không mua nữa|ko mua nữa|hủy đơn|huỷ đơn|cạch|cạch mặt|xóa tài khoản|không bao giờ quay lại|không bao giờ mua|không bao giờ đặt|không bao giờ ghé|không bao giờ dùng|không bao giờ ủng hộ|không bao giờ ăn|không bao giờ đến|không bao giờ tới|không bao giờ vào|ko bao giờ quay lại|ko bao giờ mua|ko bao giờ đặt|ko bao giờ ghé|ko bao giờ dùng|ko bao giờ ủng hộ|ko bao giờ ăn|ko bao giờ đến|ko bao giờ tới|ko bao giờ vào|k bao giờ quay lại|k bao giờ mua|k bao giờ đặt|k bao giờ ghé|k bao giờ dùng|k bao giờ ủng hộ|k bao giờ ăn|k bao giờ đến|k bao giờ tới|k bao giờ vào|đéo bao giờ quay lại|đéo bao giờ mua|đéo bao giờ đặt|đéo bao giờ ghé|đéo bao giờ dùng|đéo bao giờ ủng hộ|đéo bao giờ ăn|đéo bao giờ đến|đéo bao giờ tới|đéo bao giờ vào',
};
