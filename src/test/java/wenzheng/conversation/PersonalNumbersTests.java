package wenzheng.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalNumbersTests {

    @ParameterizedTest
    @CsvSource({
        "我的身份证号是11010519491231002X请查一下, 我的身份证号是[身份证号]请查一下",
        "身份证11010519491231002x, 身份证[身份证号]",
        "身份证１１０１０５１９４９１２３１００２Ｘ。, 身份证[身份证号]。",
        "身份证 110105 19491231 002X, 身份证 [身份证号]",
        "身份证110105-1949-1231-002-X吗, 身份证[身份证号]吗",
        "440524188001010014, [身份证号]",
        "老证110105491231002还能用吗, 老证[身份证号]还能用吗",
        "电话13812345678找我, 电话[手机号]找我",
        "138 1234 5678, [手机号]",
        "138-1234-5678转告, [手机号]转告",
        "1 3 8 1 2 3 4 5 6 7 8, [手机号]",
        "＋８６ １３８１２３４５６７８, ＋[手机号]",
        "8613812345678, [手机号]",
        "我的号13812345678和13912345678都行, 我的号[手机号]和[手机号]都行",
        "138 1234 5678 2021年, [手机号] 2021年",
        "卡号6222021234567890128, 卡号[银行卡号]",
        "卡号6222 0212 3456 7890 128丢了, 卡号[银行卡号]丢了",
        "信用卡4111-1111-1111-1111, 信用卡[银行卡号]",
        "电话0371-65678901。, 电话[电话号码]。",
        "电话（0371）65678901, 电话[电话号码]",
        "电话01065678901, 电话[电话号码]",
        "电话0371 6567 8901-802转, 电话[电话号码]转",
        "车牌豫A12345被占道, 车牌[车牌号]被占道",
        "车牌豫A·D12345, 车牌[车牌号]",
        "车牌豫ａ１２３４５, 车牌[车牌号]",
        "豫A1234警违停, [车牌号]违停",
        "粤Z1234港, [车牌号]",
        "京AF12345停在路边, [车牌号]停在路边",
        "WJ豫12345, [车牌号]",
    })
    void masksWhatNamesAPerson(String text, String masked) {
        assertThat(PersonalNumbers.mask(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "完成生产总值3796.9亿元，增长4.7%",
        "2021年新建续建中小学14所",
        "豫政〔2021〕12号",
        "郑政办〔2020〕第20号文件第3条",
        "2021-2025年规划，2035年远景目标",
        "2021年1月15日至2021年12月31日",
        "2021-11-12 13:45:12",
        "订单号202111123456789012",
        "订单20211112134512345678901",
        "身份证110105194912310021",
        "身份证110105194913310023",
        "卡号6222021234567890123",
        "编号91381234567801",
        "投资13812345678元",
        "面积13812345678.5平方米",
        "0.13812345678",
        "热线12345，急救120",
        "电话0371-12345",
        "豫B2-20210012",
        "京ICP备12021234号",
        "新增60万平方米，新A股",
        "G107国道、京广路、S312",
        "9141010056789012XW",
        "豫A区12345",
    })
    void leavesFiguresYearsAndDocumentNumbers(String text) {
        assertThat(PersonalNumbers.mask(text)).isEqualTo(text);
    }

    /** Two thousand numbers in running text, half of them personal; the seed is fixed, so runs repeat. */
    @Test
    void findsNearlyAllPersonalNumbersAndHardlyAnyOther() {
        Numbers numbers = new Numbers(new Random(20211112));
        int found = 0;
        int wronglyMasked = 0;
        List<String> missed = new ArrayList<>();
        List<String> mistaken = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String personal = numbers.personal(i);
            String text = numbers.inText(personal);
            if (PersonalNumbers.mask(text).equals(text.replace(personal, label(i)))) {
                found++;
            } else {
                missed.add(text + " → " + PersonalNumbers.mask(text));
            }
            String other = numbers.other(i);
            text = numbers.inText(other);
            if (!PersonalNumbers.mask(text).equals(text)) {
                wronglyMasked++;
                mistaken.add(text + " → " + PersonalNumbers.mask(text));
            }
        }
        double recall = found / 1000.0;
        double precision = found / (double) (found + wronglyMasked);
        System.out.printf("masking: recall %.4f, precision %.4f%n", recall, precision);
        assertThat(recall).as("recall; missed %s", missed).isGreaterThanOrEqualTo(0.99);
        assertThat(precision).as("precision; mistaken %s", mistaken).isGreaterThanOrEqualTo(0.98);
    }

    private static String label(int i) {
        return switch (i % 5) {
            case 0 -> "[身份证号]";
            case 1 -> "[手机号]";
            case 2 -> "[银行卡号]";
            case 3 -> "[车牌号]";
            default -> "[电话号码]";
        };
    }

    /** Makes numbers by the rules of their kind, and others that look like them. */
    private record Numbers(Random random) {

        private static final String[] REGIONS = {"410105", "110101", "320102", "510104", "440305", "650102", "620102"};
        private static final String[] CARDS = {"622202", "621700", "622848", "436742", "955880", "520108", "356850"};
        private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
        private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
        private static final String[] BEFORE = {"我的号码是", "请查一下：", "联系", "编号", "上次登记的（", "No.", "", "我是王先生，"};
        private static final String[] AFTER = {"，谢谢", "的办理进度", "。", "）在2021年登记", "，共3796.9亿元", "", " 您看", "怎么办？"};

        String personal(int i) {
            return dressed(switch (i % 5) {
                case 0 -> i % 50 == 0 ? oldIdentityCard() : identityCard();
                case 1 -> mobile();
                case 2 -> bankCard();
                case 3 -> plate();
                default -> landline();
            }, i % 5);
        }

        String other(int i) {
            return switch (i % 10) {
                case 0 -> wrongIdentityCard();
                case 1 -> wrongBankCard();
                case 2 -> digits(4 + random.nextInt(6)) + mobile() + digits(2);
                case 3 -> (1 + random.nextInt(9)) + mobile();
                case 4 -> (1950 + random.nextInt(100)) + "年" + (1 + random.nextInt(12)) + "月";
                case 5 -> (1 + random.nextInt(99999)) + "." + digits(1 + random.nextInt(2)) + "亿元";
                case 6 -> "豫政〔" + (2000 + random.nextInt(25)) + "〕" + (1 + random.nextInt(300)) + "号";
                case 7 -> "20" + digits(2) + "0" + (1 + random.nextInt(9)) + digits(12);
                case 8 -> "1" + random.nextInt(3) + digits(9);
                default -> digits(20 + random.nextInt(4));
            };
        }

        String inText(String number) {
            return BEFORE[random.nextInt(BEFORE.length)] + number + AFTER[random.nextInt(AFTER.length)];
        }

        /** As it stands, in full-width characters, or parted by spaces or dashes where people part it. */
        private String dressed(String number, int kind) {
            return switch (random.nextInt(4)) {
                case 0 -> number.chars()
                        .mapToObj(c -> String.valueOf(c > ' ' && c < 127 ? (char) (c - '!' + '！') : (char) c))
                        .reduce("", String::concat);
                case 1 -> switch (kind) {
                    case 0 -> number.substring(0, 6) + mark() + number.substring(6);
                    case 1 -> parted(number, mark(), 3, 7);
                    case 2 -> parted(number, mark(), 4, 8, 12, 16);
                    case 3 -> number.substring(0, 2) + "·" + number.substring(2);
                    default -> number;
                };
                default -> number;
            };
        }

        private String mark() {
            return random.nextBoolean() ? " " : "-";
        }

        private static String parted(String number, String mark, int... places) {
            StringBuilder parted = new StringBuilder(number);
            for (int i = places.length - 1; i >= 0; i--) {
                if (places[i] < number.length()) {
                    parted.insert(places[i], mark);
                }
            }
            return parted.toString();
        }

        private String identityCard() {
            LocalDate born = LocalDate.of(1930, 1, 1).plusDays(random.nextInt(33000));
            String body = REGIONS[random.nextInt(REGIONS.length)] + born.toString().replace("-", "") + digits(3);
            return body + checkCharacter(body);
        }

        private String oldIdentityCard() {
            String body = identityCard();
            return body.substring(0, 6) + body.substring(8, 17);
        }

        /** A wrong check character, or no such birthday. */
        private String wrongIdentityCard() {
            String right = identityCard();
            if (random.nextBoolean()) {
                String body = right.substring(0, 10) + (13 + random.nextInt(80)) + right.substring(12, 17);
                return body + checkCharacter(body);
            }
            int digit = (right.charAt(17) == 'X' ? 3 : right.charAt(17) - '0' + 1 + random.nextInt(8)) % 10;
            return right.substring(0, 17) + digit;
        }

        private static char checkCharacter(String body) {
            int sum = 0;
            for (int i = 0; i < 17; i++) {
                sum += (1 << (17 - i)) % 11 * (body.charAt(i) - '0');
            }
            return "10X98765432".charAt(sum % 11);
        }

        private String mobile() {
            return "1" + (3 + random.nextInt(7)) + digits(9);
        }

        private String bankCard() {
            String prefix = CARDS[random.nextInt(CARDS.length)];
            int length = prefix.startsWith("62") ? 16 + random.nextInt(4) : random.nextBoolean() ? 16 : 19;
            String body = prefix + digits(length - 7);
            for (int check = 0; check < 10; check++) {
                if (luhn(body + check)) {
                    return body + check;
                }
            }
            throw new AssertionError(body);
        }

        private String wrongBankCard() {
            String right = bankCard();
            int check = (right.charAt(right.length() - 1) - '0' + 1 + random.nextInt(9)) % 10;
            return right.substring(0, right.length() - 1) + check;
        }

        private static boolean luhn(String number) {
            int sum = 0;
            boolean twice = false;
            for (int i = number.length() - 1; i >= 0; i--, twice = !twice) {
                int digit = number.charAt(i) - '0';
                sum += twice ? digit * 2 / 10 + digit * 2 % 10 : digit;
            }
            return sum % 10 == 0;
        }

        private String plate() {
            String start = "" + PROVINCES.charAt(random.nextInt(PROVINCES.length()))
                    + LETTERS.charAt(random.nextInt(LETTERS.length()));
            return start + switch (random.nextInt(4)) {
                case 0 -> "DF".charAt(random.nextInt(2)) + digits(5);
                case 1 -> digits(4) + "警学挂领".charAt(random.nextInt(4));
                case 2 -> digits(1) + LETTERS.charAt(random.nextInt(LETTERS.length())) + digits(3);
                default -> digits(5);
            };
        }

        private String landline() {
            String[] areas = {"010", "0371", "021", "0755", "028"};
            String area = areas[random.nextInt(areas.length)];
            return area + (random.nextBoolean() ? "-" : "") + (2 + random.nextInt(7)) + digits(7);
        }

        private String digits(int count) {
            StringBuilder digits = new StringBuilder();
            for (int i = 0; i < count; i++) {
                digits.append(random.nextInt(10));
            }
            return digits.toString();
        }
    }
}
