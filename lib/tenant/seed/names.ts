import { draw } from "./draw.ts";

/** Names as their owners write them. `a:b` gives the spelling used in addresses where the script is not Latin. */
type Culture = { givenNames: readonly string[]; surnames: readonly string[]; order: "given-first" | "family-first" };

const culture = (order: Culture["order"], givenNames: string, surnames: string): Culture => ({
  givenNames: givenNames.split(" "),
  surnames: surnames.split(" "),
  order,
});

const english = culture(
  "given-first",
  "Amelia Oliver Grace Harry Ivy George Ruby Arthur Hazel Theo Nora Miles Clara Felix Iris Hugo Pearl Silas Maeve Jonah Edith Ralph Tessa Wilf",
  "Marsh Thorne Whitlock Pryce-Jones Ashdown Fairweather Lockwood Penhaligon Barlow Kingsley Hathersage Quill Stonebridge Underhill Varley Winterbourne Ellery Cobb Dunmore Hargreave",
);
const hungarian = culture(
  "family-first",
  "Ágnes Balázs Csilla Dénes Erzsébet Ferenc Györgyi Hunor Ildikó Jácint Katalin Lőrinc Márta Nándor Orsolya Péter Réka Szilárd Tünde Zsófia",
  "Árvay Bőhm Csörgő Dobó Erdős Fűzfa Gárdonyi Hegedűs Ihász Jókai Kővágó Lőrincz Móricz Nyírő Őry Pálfi Rózsavölgyi Szűcs Tóth Vörösmarty",
);
const nordic = culture(
  "given-first",
  "Åsa Bjørn Dagný Einar Frøya Göran Håkon Ingrid Jökull Kjersti Lärke Mårten Næmi Øyvind Päivi Ragnhild Søren Þóra Ulf Ylva",
  "Ångström Bergström Christensen-Dahl Dahlström Eiríksdóttir Fjeldstad Grønbæk Hämäläinen Isaksson Jørgensen Kjærgaard Lindqvist Mäkinen Nygård Ødegård Pålsson Rønne Sjöberg Þórsson Østergaard",
);
const japanese = culture(
  "family-first",
  "愛:ai 健太:kenta 美咲:misaki 大輔:daisuke 結衣:yui 翔:sho 陽菜:hina 拓海:takumi 葵:aoi 蓮:ren 桜:sakura 悠真:yuma 彩:aya 直樹:naoki 由美:yumi 誠:makoto",
  "佐藤:sato 鈴木:suzuki 高橋:takahashi 田中:tanaka 伊藤:ito 渡辺:watanabe 山本:yamamoto 中村:nakamura 小林:kobayashi 加藤:kato 吉田:yoshida 山田:yamada 松本:matsumoto 井上:inoue 木村:kimura 清水:shimizu",
);
const arabic = culture(
  "given-first",
  "أمينة:amina بلال:bilal جميلة:jamila حسن:hassan خديجة:khadija رشيد:rashid زينب:zaynab سامي:sami شيماء:shaima طارق:tariq عائشة:aisha فاطمة:fatima كريم:karim ليلى:layla مريم:maryam نور:nour هالة:hala ياسين:yassin",
  "الحداد:al-haddad النجار:al-najjar الخطيب:al-khatib بن_علي:ben-ali الزهراوي:al-zahrawi السيد:al-sayed القاسم:al-qasim المصري:al-masri الشامي:al-shami البغدادي:al-baghdadi الفاسي:al-fassi التونسي:al-tounsi",
);
const chinese = culture(
  "family-first",
  "伟:wei 芳:fang 娜:na 秀英:xiuying 敏:min 静:jing 丽:li 强:qiang 磊:lei 洋:yang 艳:yan 勇:yong 军:jun 杰:jie 涛:tao 明:ming",
  "王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 赵:zhao 黄:huang 周:zhou 吴:wu 徐:xu 孙:sun 欧阳:ouyang 司马:sima 诸葛:zhuge 上官:shangguan",
);
const greek = culture(
  "given-first",
  "Αλέξανδρος:alexandros Βασιλική:vasiliki Γεωργία:georgia Δημήτρης:dimitris Ελένη:eleni Ζωή:zoi Ηλίας:ilias Θάλεια:thaleia Ιάσων:iason Καλλιόπη:kalliopi Λυδία:lydia Μιχάλης:michalis Νεφέλη:nefeli Ξένια:xenia",
  "Παπαδόπουλος:papadopoulos Οικονόμου:oikonomou Καραγιάννη:karagianni Αγγελόπουλος:angelopoulos Βλάχος:vlachos Γεωργίου:georgiou Δημητριάδη:dimitriadi Ζαφείρης:zafeiris Θεοδώρου:theodorou Κωνσταντίνου:konstantinou Λάμπρου:lamprou Μαυρίδης:mavridis",
);
const vietnamese = culture(
  "family-first",
  "Ánh Bảo Châu Đức Giang Hằng Khánh Lộc Mỹ Ngọc Phượng Quỳnh Sơn Thảo Uyên Việt",
  "Nguyễn Trần Lê Phạm Hoàng Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý",
);
const irish = culture(
  "given-first",
  "Aoife Cillian Dáithí Éabha Fionn Gráinne Iarla Labhaoise Muireann Niamh Oisín Pádraig Róisín Sadhbh Tadhg Úna",
  "O'Brien O'Neill O'Shaughnessy Mac_Giolla O'Donoghue D'Arcy Ní_Dhomhnaill O'Callaghan Mac_Suibhne O'Rourke Ó_Séaghdha O'Flaherty",
);
const german = culture(
  "given-first",
  "Anneliese Björn Cäcilia Detlef Elfriede Jürgen Käthe Lutz Mechthild Norbert Ottilie Rüdiger Sören Traudl Uwe Wiebke",
  "Bäcker Däubler-Gmelin Eßer Fürstenberg Größer Hölderlin Jäger Köhler Löwenstein Müller Nüßlein Oertel Preuß Rößler Schäfer-Gümbel Wölfflin",
);
const slavic = culture(
  "given-first",
  "Agnieszka Bożena Čeněk Dušan Elżbieta Grzegorz Jiří Łukasz Małgorzata Ondřej Řehoř Stanisław Šárka Światosława Věra Wojciech Zdeňka Žofie",
  "Błaszczyk Černý Dvořák Gąsiorowska Hřebíček Jabłoński Kovačević Łukaszewicz Műller-Nowak Nowák Procházka Šťastný Świątek Wiśniewska Zieliński Živković",
);
const latin = culture(
  "given-first",
  "Aurélie Begoña César Désirée Estevão François Graça Hélène Inês João José-María Lúcia Marie-Noëlle Núria Óscar Renée Sébastien Zoë Jean-Baptiste Conceição",
  "Álvarez-Núñez Béranger Caçador de_la_Peña Étienne Fernández Gonçalves Ibáñez L'Hôpital Magalhães Ordóñez Peñalver Quéré Rocha_e_Silva Saint-Exupéry Teixeira d'Ormesson Vélez",
);
const indian = culture(
  "given-first",
  "Aarav Bhavani Chitra Devendra Esha Gauri Harish Ishaan Jaya Kavita Lakshmi Meera Nikhil Omkar Priya Rohan Sunita Tanvi",
  "Acharya Bhattacharya Chaudhary Deshpande Gopalakrishnan Iyer Joshi Krishnamurthy Mukherjee Nair Pillai Ramanujan Subramanian Trivedi Upadhyay Venkataraman",
);
const turkish = culture(
  "given-first",
  "Ayşe Barış Çiğdem Doğan Elif Gökçe Işıl İbrahim Kübra Mehmet Özgür Şebnem Tuğba Umut Ülkü Yağmur",
  "Aydın Bozdağ Çelik Demirtaş Erdoğdu Güneş Işık Kılıç Öztürk Şahin Türkoğlu Uçar Ünal Yıldırım",
);
const koreanAndHebrew = culture(
  "family-first",
  "서연:seoyeon 민준:minjun 지우:jiwoo 하은:haeun 도윤:doyun 수빈:subin 예준:yejun 유진:yujin 현우:hyunwoo 은지:eunji",
  "김:kim 이:yi 박:park 최:choi 정:jung 강:kang 조:cho 윤:yoon 장:jang 임:lim 남궁:namgung 황보:hwangbo",
);

/** Who is how frequent: the culture of a person is `mixture[number % mixture.length]`. */
const mixture: readonly Culture[] = [
  english,
  hungarian,
  nordic,
  japanese,
  irish,
  german,
  arabic,
  english,
  slavic,
  chinese,
  latin,
  greek,
  indian,
  vietnamese,
  english,
  hungarian,
  latin,
  turkish,
  nordic,
  koreanAndHebrew,
];

export type PersonName = { givenName: string; surname: string; displayName: string; addressName: string };

const sharedBefore = mixture.map((one, at) => mixture.slice(0, at).filter((other) => other === one).length);
const sharedInAll = mixture.map((one) => mixture.filter((other) => other === one).length);

/**
 * The name of one person. Within a culture every pair of names is used once before any is used again; then the address
 * gets a number and the display name stays, because real directories are full of namesakes too.
 */
export function nameOf(seed: number, number: number): PersonName {
  const slot = number % mixture.length;
  const chosen = mixture[slot] ?? english;
  const { givenNames, surnames, order } = chosen;
  const rank = Math.floor(number / mixture.length) * (sharedInAll[slot] ?? 1) + (sharedBefore[slot] ?? 0);
  const pairs = givenNames.length * surnames.length;
  const round = Math.floor(rank / pairs);
  // A walk with a step that has no factor in common with the number of pairs visits every pair exactly once.
  const pair = ((rank % pairs) * coprimeStep(pairs) + (draw(seed, mixture.indexOf(chosen), 1) % pairs)) % pairs;
  const given = spelled(givenNames[pair % givenNames.length] ?? "");
  const family = spelled(surnames[Math.floor(pair / givenNames.length)] ?? "");
  return {
    givenName: given.written,
    surname: family.written,
    displayName: joined(given.written, family.written, order),
    addressName: `${given.ascii}.${family.ascii}${round === 0 ? "" : round + 1}`,
  };
}

function joined(given: string, family: string, order: Culture["order"]): string {
  if (order === "given-first") return `${given} ${family}`;
  const spaced = /^[\p{Script=Latin}'-]/u.test(family);
  return `${family}${spaced ? " " : ""}${given}`;
}

type Spelling = { written: string; ascii: string };
const spellings = new Map<string, Spelling>();

function spelled(name: string): Spelling {
  const known = spellings.get(name);
  if (known) return known;
  const [written = "", transliterated] = name.split(":");
  const shown = written.replaceAll("_", " ");
  const spelling = { written: shown, ascii: transliterated ?? toAscii(shown) };
  spellings.set(name, spelling);
  return spelling;
}

const letters: Record<string, string> = {
  ß: "ss",
  ø: "o",
  æ: "ae",
  å: "a",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  œ: "oe",
};

function toAscii(name: string): string {
  return name
    .toLowerCase()
    .replace(/[ßøæåłđðþıœ]/g, (letter) => letters[letter] ?? letter)
    .normalize("NFD")
    .replace(/[^a-z-]/g, "");
}

const steps = new Map<number, number>();

function coprimeStep(count: number): number {
  const known = steps.get(count);
  if (known) return known;
  let step = Math.max(1, Math.floor(count * 0.382));
  while (greatestCommonDivisor(step, count) !== 1) step += 1;
  steps.set(count, step);
  return step;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
