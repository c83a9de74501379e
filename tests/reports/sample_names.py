"""Names as a worldwide company has them: long, accented, from right to left, and Chinese."""

COMPANY = "Międzynarodowe Zakłady Śródlądowe Østerbro & Çağlayan Anonyme Gesellschaft"
WAVE = "Première vague – 第一次調査"
LONG_PLACES = [
    "Zürich",
    "القاهرة",
    "תל אביב",
    "東京都港区",
    "서울특별시",
    "São José dos Campos",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
]
# Division: its four departments
DIVISIONS = {
    "Research and Development of Drive Systems and Control Technology": (
        "Electric Drives", "Hydraulics and Pneumatics", "Embedded Software",
        "Approvals, Standards and Technical Documentation",
    ),
    "Département des relations avec la clientèle institutionnelle": (
        "Île-de-France et Normandie", "Provence-Alpes-Côte d’Azur", "Œuvres sociales",
        "Grands comptes européens",
    ),
    "Obsługa klienta i doradztwo": (
        "Śląsk", "Łódź i województwo łódzkie", "Żywiec", "Północno-wschodnie przedstawicielstwo",
    ),
    "خدمة العملاء والدعم الفني": (
        "المبيعات", "الشحن والخدمات اللوجستية", "مركز الاتصال", "التدريب",
    ),
    "שירות לקוחות ותמיכה": ("מכירות", "לוגיסטיקה", "מוקד טלפוני", "הדרכה"),
    "顧客サービス本部": ("東日本営業部", "西日本営業部", "品質保証部", "物流管理センター"),
    "고객 지원 본부": ("영업부", "기술 지원", "물류", "교육"),
    "客户服务中心": ("华东区", "华南区", "质量管理部", "培训部"),
    "Отдел по работе с клиентами": (
        "Северо-Запад", "Урал и Сибирь", "Гарантийное обслуживание", "Обучение",
    ),
    "Τμήμα Εξυπηρέτησης Πελατών": ("Αθήνα", "Θεσσαλονίκη", "Νησιά του Αιγαίου", "Κύπρος"),
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft": (
        "Aufzüge & Fördertechnik", "Gebäudeautomatisierung", "Rechtsschutzversicherungen",
        "Überseelogistik",
    ),
    "Müşteri İlişkileri ve Satış Sonrası Hizmetler": (
        "İstanbul Avrupa Yakası", "Güneydoğu Anadolu", "Çağrı Merkezi", "Eğitim",
    ),
}  # fmt: skip
TEAMS = 5


def units() -> list[str]:
    """Return the paths of 240 teams, of 48 departments in 12 divisions: 300 units."""
    return [
        f"{division} / {department} / {department} {team}"
        for division, departments in DIVISIONS.items()
        for department in departments
        for team in range(1, TEAMS + 1)
    ]
