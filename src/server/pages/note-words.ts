/**
 * What the page of a note says, in every language that the extension speaks. Apart from the extension's messages, which the
 * browser chooses from and the endpoint does not have; that no language lacks a sentence is seen by the compiler.
 */

/** `$1` is a name, put in by `fill`. */
export type NoteWords = Readonly<
  Record<
    | 'note'
    | 'inGroup'
    | 'onlyYou'
    | 'openPage'
    | 'replies'
    | 'tags'
    | 'edited'
    | 'question'
    | 'noWords'
    | 'answersDeleted'
    | 'moreReplies'
    | 'preparing'
    | 'formula'
    | 'withExtension'
    | 'signedIn'
    | 'signOut'
    | 'notHere'
    | 'notHereWhy'
    | 'notForYou'
    | 'codeHow'
    | 'codeLabel'
    | 'codeSend'
    | 'codeWrong'
    | 'singleSignOn'
    | 'opening'
    | 'openingHow',
    string
  >
>;

/** By BCP 47 tag. */
export const NOTE_WORDS = {
  en: {
    note: 'A note',
    inGroup: 'In the group $1',
    onlyYou: 'Only you can see this note.',
    openPage: 'Open the page',
    replies: 'Replies',
    tags: 'Tags',
    edited: 'edited',
    question: 'Question',
    noWords: 'Highlighted, without words.',
    answersDeleted: 'Answers a note that was deleted.',
    moreReplies: 'There are more replies than this page shows.',
    preparing: 'The replies are still being prepared. Load this page again in a minute.',
    formula: 'This formula could not be read; it stands as it was typed.',
    withExtension: 'With the Commonplace extension, this link opens the page itself, at the passage.',
    signedIn: 'Signed in on this page as $1.',
    signOut: 'Sign out',
    notHere: 'There is no note to see here',
    notHereWhy:
      'A note opens for the members of its group. Perhaps it was deleted, or the group is not yours, or you are not signed in on this page yet.',
    notForYou: 'A note opens for the members of its group. Perhaps it was deleted, or the group is not yours.',
    codeHow:
      'To read it here: in the extension’s library, under Settings, choose “Add a device”, and enter the code it shows. It is good once. This page then opens notes until the browser is closed or you sign out.',
    codeLabel: 'Code',
    codeSend: 'Read the note',
    codeWrong: 'This code is wrong, used up or too old. Get a new one, and enter that.',
    singleSignOn: 'Get a code by signing in with $1',
    opening: 'Opening the passage …',
    openingHow: 'The Commonplace extension goes on from here by itself. If nothing happens, open the link once more.',
  },
  ar: {
    note: 'ملاحظة',
    inGroup: 'في مجموعة $1',
    onlyYou: 'هذه الملاحظة لا يراها أحد غيرك.',
    openPage: 'فتح الصفحة',
    replies: 'الردود',
    tags: 'الوسوم',
    edited: 'معدّلة',
    question: 'سؤال',
    noWords: 'إبراز بلا كلمات.',
    answersDeleted: 'رد على ملاحظة محذوفة.',
    moreReplies: 'الردود أكثر مما تعرضه هذه الصفحة.',
    preparing: 'ما زال إعداد الردود جارياً. يُرجى إعادة تحميل هذه الصفحة بعد دقيقة.',
    formula: 'تعذّرت قراءة هذه الصيغة؛ وهي معروضة كما كُتبت.',
    withExtension: 'مع إضافة Commonplace يفتح هذا الرابط الصفحة نفسها عند المقطع.',
    signedIn: 'تم تسجيل الدخول في هذه الصفحة باسم $1.',
    signOut: 'تسجيل الخروج',
    notHere: 'لا توجد هنا ملاحظة تمكن رؤيتها',
    notHereWhy:
      'تُفتح الملاحظة لأعضاء مجموعتها. ربما حُذفت، أو كانت المجموعة مجموعة أخرى، أو لم يتم تسجيل الدخول في هذه الصفحة بعد.',
    notForYou: 'تُفتح الملاحظة لأعضاء مجموعتها. ربما حُذفت، أو كانت المجموعة مجموعة أخرى.',
    codeHow:
      'لقراءتها هنا: في مكتبة الإضافة، ضمن الإعدادات، يُرجى اختيار «إضافة جهاز» ثم إدخال الرمز الظاهر هناك. يصلح الرمز مرة واحدة. بعدها تفتح هذه الصفحة الملاحظات حتى إغلاق المتصفح أو تسجيل الخروج.',
    codeLabel: 'الرمز',
    codeSend: 'قراءة الملاحظة',
    codeWrong: 'هذا الرمز خاطئ أو مستعمل أو قديم. يُرجى الحصول على رمز جديد وإدخاله.',
    singleSignOn: 'الحصول على رمز بتسجيل الدخول عبر $1',
    opening: 'جارٍ فتح المقطع…',
    openingHow: 'تواصل إضافة Commonplace من هنا وحدها. إن لم يحدث شيء، يُرجى فتح الرابط مرة أخرى.',
  },
  de: {
    note: 'Eine Notiz',
    inGroup: 'In der Gruppe $1',
    onlyYou: 'Diese Notiz siehst nur du.',
    openPage: 'Seite öffnen',
    replies: 'Antworten',
    tags: 'Schlagwörter',
    edited: 'bearbeitet',
    question: 'Frage',
    noWords: 'Hervorgehoben, ohne Worte.',
    answersDeleted: 'Antwortet auf eine gelöschte Notiz.',
    moreReplies: 'Es gibt mehr Antworten, als diese Seite zeigt.',
    preparing: 'Die Antworten werden noch vorbereitet. Lade diese Seite in einer Minute neu.',
    formula: 'Diese Formel ließ sich nicht lesen; sie steht da, wie sie getippt wurde.',
    withExtension: 'Mit der Erweiterung Commonplace öffnet dieser Link die Seite selbst, an der Stelle.',
    signedIn: 'Auf dieser Seite angemeldet als $1.',
    signOut: 'Abmelden',
    notHere: 'Hier ist keine Notiz zu sehen',
    notHereWhy:
      'Eine Notiz öffnet sich für die Mitglieder ihrer Gruppe. Vielleicht wurde sie gelöscht, oder es ist nicht deine Gruppe, oder du bist auf dieser Seite noch nicht angemeldet.',
    notForYou:
      'Eine Notiz öffnet sich für die Mitglieder ihrer Gruppe. Vielleicht wurde sie gelöscht, oder es ist nicht deine Gruppe.',
    codeHow:
      'Um sie hier zu lesen: Wähle in der Bibliothek der Erweiterung unter Einstellungen „Gerät hinzufügen“ und gib den Code ein, der dort steht. Er gilt einmal. Diese Seite öffnet dann Notizen, bis der Browser geschlossen wird oder du dich abmeldest.',
    codeLabel: 'Code',
    codeSend: 'Notiz lesen',
    codeWrong: 'Dieser Code ist falsch, verbraucht oder zu alt. Hol dir einen neuen und gib den ein.',
    singleSignOn: 'Code holen: anmelden mit $1',
    opening: 'Die Stelle wird geöffnet …',
    openingHow:
      'Die Erweiterung Commonplace geht von hier selbst weiter. Wenn nichts geschieht, öffne den Link noch einmal.',
  },
  es: {
    note: 'Una nota',
    inGroup: 'En el grupo $1',
    onlyYou: 'Esta nota solo la ves tú.',
    openPage: 'Abrir la página',
    replies: 'Respuestas',
    tags: 'Etiquetas',
    edited: 'editada',
    question: 'Pregunta',
    noWords: 'Resaltado, sin palabras.',
    answersDeleted: 'Responde a una nota eliminada.',
    moreReplies: 'Hay más respuestas de las que muestra esta página.',
    preparing: 'Las respuestas aún se están preparando. Vuelve a cargar esta página dentro de un minuto.',
    formula: 'No se pudo leer esta fórmula; aparece tal como se escribió.',
    withExtension: 'Con la extensión Commonplace, este enlace abre la propia página, en el pasaje.',
    signedIn: 'Sesión iniciada en esta página como $1.',
    signOut: 'Cerrar sesión',
    notHere: 'Aquí no hay ninguna nota que ver',
    notHereWhy:
      'Una nota se abre para los miembros de su grupo. Quizá se eliminó, o el grupo no es el tuyo, o aún no has iniciado sesión en esta página.',
    notForYou: 'Una nota se abre para los miembros de su grupo. Quizá se eliminó, o el grupo no es el tuyo.',
    codeHow:
      'Para leerla aquí: en la biblioteca de la extensión, en Ajustes, elige «Añadir un dispositivo» y escribe el código que aparece. Vale una vez. Después, esta página abre notas hasta que se cierre el navegador o cierres la sesión.',
    codeLabel: 'Código',
    codeSend: 'Leer la nota',
    codeWrong: 'Este código es incorrecto, ya se usó o es demasiado antiguo. Consigue otro y escríbelo.',
    singleSignOn: 'Obtener un código iniciando sesión con $1',
    opening: 'Abriendo el pasaje…',
    openingHow: 'La extensión Commonplace sigue desde aquí por sí sola. Si no pasa nada, abre el enlace otra vez.',
  },
  fr: {
    note: 'Une note',
    inGroup: 'Dans le groupe $1',
    onlyYou: 'Vous seul voyez cette note.',
    openPage: 'Ouvrir la page',
    replies: 'Réponses',
    tags: 'Étiquettes',
    edited: 'modifiée',
    question: 'Question',
    noWords: 'Surligné, sans texte.',
    answersDeleted: 'Répond à une note supprimée.',
    moreReplies: 'Il y a plus de réponses que cette page n’en montre.',
    preparing: 'Les réponses sont encore en préparation. Rechargez cette page dans une minute.',
    formula: 'Cette formule n’a pas pu être lue ; elle est affichée telle qu’elle a été saisie.',
    withExtension: 'Avec l’extension Commonplace, ce lien ouvre la page elle-même, au passage.',
    signedIn: 'Session ouverte sur cette page : $1.',
    signOut: 'Se déconnecter',
    notHere: 'Il n’y a pas de note à voir ici',
    notHereWhy:
      'Une note s’ouvre pour les membres de son groupe. Elle a peut-être été supprimée, ou ce groupe n’est pas le vôtre, ou aucune session n’est encore ouverte sur cette page.',
    notForYou:
      'Une note s’ouvre pour les membres de son groupe. Elle a peut-être été supprimée, ou ce groupe n’est pas le vôtre.',
    codeHow:
      'Pour la lire ici : dans la bibliothèque de l’extension, sous Paramètres, choisissez « Ajouter un appareil » et saisissez le code affiché. Il sert une seule fois. Cette page ouvre ensuite les notes jusqu’à la fermeture du navigateur ou de la session.',
    codeLabel: 'Code',
    codeSend: 'Lire la note',
    codeWrong: 'Ce code est faux, déjà utilisé ou trop ancien. Prenez-en un nouveau et saisissez-le.',
    singleSignOn: 'Obtenir un code en ouvrant une session avec $1',
    opening: 'Ouverture du passage…',
    openingHow: 'L’extension Commonplace continue d’elle-même. Si rien ne se passe, ouvrez encore une fois le lien.',
  },
  hi: {
    note: 'एक नोट',
    inGroup: 'समूह $1 में',
    onlyYou: 'यह नोट सिर्फ़ आप देख सकते हैं।',
    openPage: 'पेज खोलें',
    replies: 'जवाब',
    tags: 'टैग',
    edited: 'बदला गया',
    question: 'सवाल',
    noWords: 'हाइलाइट, बिना शब्दों के।',
    answersDeleted: 'मिटाए गए नोट का जवाब।',
    moreReplies: 'जितने जवाब यह पेज दिखाता है, उससे ज़्यादा हैं।',
    preparing: 'जवाब अभी तैयार हो रहे हैं। एक मिनट बाद यह पेज फिर से लोड करें।',
    formula: 'यह सूत्र पढ़ा नहीं जा सका; यह वैसा ही दिखाया गया है जैसा लिखा गया था।',
    withExtension: 'Commonplace एक्सटेंशन के साथ यह लिंक पेज को ही खोलता है, उसी अंश पर।',
    signedIn: 'इस पेज पर $1 के नाम से साइन इन है।',
    signOut: 'साइन आउट करें',
    notHere: 'यहाँ देखने के लिए कोई नोट नहीं है',
    notHereWhy:
      'नोट अपने समूह के सदस्यों के लिए खुलता है। हो सकता है कि वह मिटा दिया गया हो, या समूह आपका न हो, या आपने इस पेज पर अभी साइन इन न किया हो।',
    notForYou: 'नोट अपने समूह के सदस्यों के लिए खुलता है। हो सकता है कि वह मिटा दिया गया हो, या समूह आपका न हो।',
    codeHow:
      'यहाँ पढ़ने के लिए: एक्सटेंशन की लाइब्रेरी में, सेटिंग के नीचे, “डिवाइस जोड़ें” चुनें और वहाँ दिखाया गया कोड यहाँ लिखें। वह एक ही बार काम आता है। फिर ब्राउज़र बंद होने या साइन आउट करने तक यह पेज नोट खोलता है।',
    codeLabel: 'कोड',
    codeSend: 'नोट पढ़ें',
    codeWrong: 'यह कोड ग़लत है, इस्तेमाल हो चुका है या बहुत पुराना है। नया कोड लें और उसे लिखें।',
    singleSignOn: '$1 से साइन इन करके कोड लें',
    opening: 'अंश खोला जा रहा है…',
    openingHow: 'Commonplace एक्सटेंशन यहाँ से अपने-आप आगे बढ़ता है। अगर कुछ न हो, तो लिंक एक बार फिर खोलें।',
  },
  'pt-BR': {
    note: 'Uma nota',
    inGroup: 'No grupo $1',
    onlyYou: 'Só você vê esta nota.',
    openPage: 'Abrir a página',
    replies: 'Respostas',
    tags: 'Etiquetas',
    edited: 'editada',
    question: 'Pergunta',
    noWords: 'Destacado, sem palavras.',
    answersDeleted: 'Responde a uma nota que foi excluída.',
    moreReplies: 'Há mais respostas do que esta página mostra.',
    preparing: 'As respostas ainda estão sendo preparadas. Recarregue esta página em um minuto.',
    formula: 'Não foi possível ler esta fórmula; ela aparece como foi digitada.',
    withExtension: 'Com a extensão Commonplace, este link abre a própria página, no trecho.',
    signedIn: 'Você entrou nesta página como $1.',
    signOut: 'Sair',
    notHere: 'Não há nenhuma nota para ver aqui',
    notHereWhy:
      'Uma nota abre para os membros do grupo dela. Talvez tenha sido excluída, ou o grupo não seja o seu, ou você ainda não tenha entrado nesta página.',
    notForYou: 'Uma nota abre para os membros do grupo dela. Talvez tenha sido excluída, ou o grupo não seja o seu.',
    codeHow:
      'Para ler aqui: na biblioteca da extensão, em Configurações, escolha “Adicionar um dispositivo” e digite o código mostrado. Ele vale uma vez. Depois, esta página abre notas até o navegador ser fechado ou você sair.',
    codeLabel: 'Código',
    codeSend: 'Ler a nota',
    codeWrong: 'Este código está errado, já foi usado ou é antigo demais. Pegue um novo e digite-o.',
    singleSignOn: 'Obter um código entrando com $1',
    opening: 'Abrindo o trecho…',
    openingHow: 'A extensão Commonplace continua daqui sozinha. Se nada acontecer, abra o link mais uma vez.',
  },
  'zh-CN': {
    note: '一条笔记',
    inGroup: '小组：$1',
    onlyYou: '这条笔记只有你能看到。',
    openPage: '打开网页',
    replies: '回复',
    tags: '标签',
    edited: '已编辑',
    question: '问题',
    noWords: '只有高亮，没有文字。',
    answersDeleted: '回复的笔记已被删除。',
    moreReplies: '还有更多回复，本页没有全部显示。',
    preparing: '回复还在准备中。请一分钟后重新加载本页。',
    formula: '无法读取这个公式，按输入的原样显示。',
    withExtension: '装有 Commonplace 扩展时，这个链接会直接打开网页中的那处文段。',
    signedIn: '本页已登录：$1。',
    signOut: '退出登录',
    notHere: '这里没有可看的笔记',
    notHereWhy: '笔记只对本小组的成员打开。它也许已被删除，也许属于别的小组，也许你还没有在本页登录。',
    notForYou: '笔记只对本小组的成员打开。它也许已被删除，也许属于别的小组。',
    codeHow:
      '要在这里阅读：在扩展的文库中，进入“设置”，选择“添加设备”，再输入显示的代码。代码只能用一次。之后，在关闭浏览器或退出登录之前，本页都可以打开笔记。',
    codeLabel: '代码',
    codeSend: '阅读笔记',
    codeWrong: '这个代码有误、已用过或已过期。请获取新的代码再输入。',
    singleSignOn: '用 $1 登录以获取代码',
    opening: '正在打开文段……',
    openingHow: 'Commonplace 扩展会从这里自动继续。如果没有反应，请再打开一次链接。',
  },
} as const satisfies Record<Tag, NoteWords>;

export type Tag = (typeof TAGS)[number];

/** The first is for everybody else. */
export const TAGS = ['en', 'ar', 'de', 'es', 'fr', 'hi', 'pt-BR', 'zh-CN'] as const;
